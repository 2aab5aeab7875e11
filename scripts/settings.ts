import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFree } from './free-port.ts';
import { repository } from './run.ts';

export interface Settings {
  port: number;
  publicUrl: string;
  /** Where the emulator listens; `undefined` when a real app is configured and the real platform is used. */
  emulatorPort: number | undefined;
}

/** A wish of the user that cannot be fulfilled: shown without a stack trace. */
export class SettingsError extends Error {}

/** From the environment, with what it leaves out taken from `.env`; ports are looked at before anything starts. */
export async function readSettings(): Promise<Settings> {
  const file = join(repository, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const port = portFrom('PORT', 3000);
  const emulatorPort = process.env.FEISHU_APP_ID ? undefined : portFrom('EMULATOR_PORT', 4000);
  if (emulatorPort === port) throw new SettingsError(`PORT and EMULATOR_PORT are both ${port}: choose two.`);
  await mustBeFree('PORT', port);
  if (emulatorPort !== undefined) await mustBeFree('EMULATOR_PORT', emulatorPort);
  return { port, publicUrl: process.env.PUBLIC_URL ?? `http://localhost:${port}`, emulatorPort };
}

function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new SettingsError(`${name} is "${text}"; it must be a port number such as ${fallback}.`);
}

async function mustBeFree(name: string, port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new SettingsError(
    `Port ${port} is in use: end the program that listens there, or choose another one, for instance ${name}=${port + 100} pnpm start`,
  );
}
