import { loadEnvFile } from '../apps/server/src/config/env-file.ts';
import { isFree } from './free-port.ts';
import { repository } from './run.ts';

interface Settings {
  port: number;
  publicUrl: string;
  /** Where the emulator listens; `undefined` when a real app is configured and the real platform is used. */
  emulatorPort: number | undefined;
}

/** From the environment, with what it leaves out taken from `.env`; ports are looked at before anything starts. */
export async function readSettings(): Promise<Settings> {
  loadEnvFile(repository, process.env);
  const port = await portFrom('PORT', 3000);
  const emulatorPort = usesEmulator() ? await portFrom('EMULATOR_PORT', 4000) : undefined;
  if (emulatorPort === port) throw new Error(`PORT and EMULATOR_PORT are both ${port}: choose two.`);
  return { port, publicUrl: process.env.PUBLIC_URL ?? `http://localhost:${port}`, emulatorPort };
}

/** Without an app of its own, a developer's server runs against the emulator; production never does. */
export function usesEmulator(): boolean {
  return !process.env.FEISHU_APP_ID && process.env.NODE_ENV !== 'production';
}

/** The port that the variable `name` asks for, on which nobody listens yet. */
export async function portFrom(name: string, fallback: number): Promise<number> {
  const text = process.env[name];
  const port = text ? Number(text) : fallback;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${name} is "${text}"; it must be a port number such as ${fallback}.`);
  }
  if (await isFree(port)) return port;
  throw new Error(
    `Port ${port} is in use: end the program that listens there, or choose another one, for instance ${name}=${port + 100} npx pnpm@10 start. If that is this very program, started before, open its page instead.`,
  );
}
