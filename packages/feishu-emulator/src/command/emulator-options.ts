import { resolve } from 'node:path';
import type { HttpsOptions } from '../https/https-server.ts';
import type { EmulatorOptions } from '../options.ts';
import { parseSeed, type SeedInput } from '../seed/seed.ts';
import type { Arguments } from './arguments.ts';
import { readConfiguration } from './configuration.ts';
import { readDataFile } from './data-file.ts';
import { openApiOptions } from './openapi-options.ts';
import { commandTexts, type Language } from './texts.ts';
import { UsageError } from './usage-error.ts';

/** Where the command runs: its folder and its variables. */
export interface Surroundings {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const defaultPort = 4000;

/** What was typed, then PORT and SEED, then the configuration file, then what is usual. */
export async function emulatorOptions(
  asked: Arguments,
  { folder, env }: Surroundings,
): Promise<EmulatorOptions & { port: number }> {
  const { values, language } = asked;
  const configured = await readConfiguration(folder, values.config, language);
  const { settings, apps, seed: configuredSeed, https, stubs: _s, record: _c, replay: _p, ...plain } = configured;
  const seedFile = values.seed ?? (env.SEED || undefined);
  const seed = seedFile === undefined ? configuredSeed : resolve(folder, seedFile);
  const allowed = [...(configured.allowedHosts ?? []), ...(values['allow-host'] ?? [])];
  return {
    ...plain,
    port:
      readPort(values.port ?? (env.PORT || undefined), values.port === undefined ? 'PORT' : '--port', language) ??
      configured.port ??
      defaultPort,
    ...(values.host !== undefined && { host: values.host }),
    ...(values.persist !== undefined && { persist: resolve(folder, values.persist) }),
    ...(seed !== undefined && { seed: await readSeed(seed, language) }),
    ...(apps && { apps }),
    ...(await openApiOptions(asked, folder, configured)),
    ...httpsOf(asked, folder, https),
    ...((settings || values.strict) && { settings: { ...settings, ...(values.strict && { strict: true }) } }),
    ...(allowed.length > 0 && { allowedHosts: allowed }),
  };
}

async function readSeed(seed: string | SeedInput, language: Language): Promise<SeedInput> {
  return typeof seed === 'string' ? parseSeed(await readDataFile(seed, language)) : seed;
}

/** The authority is kept, always: a person has to trust it. */
function httpsOf({ values, language }: Arguments, folder: string, configured: HttpsOptions | undefined) {
  const port = readPort(values.https, '--https', language) ?? configured?.port;
  if (port === undefined && !configured) {
    if (values.certificates === undefined) return {};
    throw new UsageError(commandTexts[language].needed('--certificates', '--https'));
  }
  const certificates = values.certificates ?? configured?.folder ?? '.feishu-emulator';
  return { https: { ...(port !== undefined && { port }), folder: resolve(folder, certificates) } };
}

function readPort(text: string | undefined, name: string, language: Language): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new UsageError(commandTexts[language].badPort(name, text));
}
