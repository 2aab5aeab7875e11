import { resolve } from 'node:path';
import type { EmulatorOptions } from '../options.ts';
import { parseSeed, type SeedInput } from '../seed/seed.ts';
import type { Arguments } from './arguments.ts';
import { readConfiguration } from './configuration.ts';
import { readDataFile } from './data-file.ts';
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
  { values, language }: Arguments,
  { folder, env }: Surroundings,
): Promise<EmulatorOptions & { port: number }> {
  const configured = await readConfiguration(folder, values.config, language);
  const { settings, apps, seed: configuredSeed, ...plain } = configured;
  const seedFile = values.seed ?? (env.SEED || undefined);
  const seed = seedFile === undefined ? configuredSeed : resolve(folder, seedFile);
  const allowed = [...(configured.allowedHosts ?? []), ...(values['allow-host'] ?? [])];
  return {
    ...plain,
    port: readPort(values.port, env, language) ?? configured.port ?? defaultPort,
    ...(values.host !== undefined && { host: values.host }),
    ...(values.persist !== undefined && { persist: resolve(folder, values.persist) }),
    ...(seed !== undefined && { seed: await readSeed(seed, language) }),
    ...(apps && { apps }),
    ...((settings || values.strict) && { settings: { ...settings, ...(values.strict && { strict: true }) } }),
    ...(allowed.length > 0 && { allowedHosts: allowed }),
  };
}

async function readSeed(seed: string | SeedInput, language: Language): Promise<SeedInput> {
  return typeof seed === 'string' ? parseSeed(await readDataFile(seed, language)) : seed;
}

function readPort(typed: string | undefined, env: NodeJS.ProcessEnv, language: Language): number | undefined {
  const text = typed ?? (env.PORT || undefined);
  if (text === undefined) return undefined;
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new UsageError(commandTexts[language].badPort(typed === undefined ? 'PORT' : '--port', text));
}
