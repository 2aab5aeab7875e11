import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Emulator, startEmulator } from '../emulator.ts';
import { SeedError, type SeedInput } from '../seed/seed.ts';
import { commandTexts, type Language } from './texts.ts';

/** Something the person at the terminal can put right; shown without a stack. */
class UsageError extends Error {
  override name = 'UsageError';
}

const options = {
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  seed: { type: 'string', short: 's' },
  'allow-host': { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function languageOf(asked: string | undefined): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (asked ?? LC_ALL ?? LC_MESSAGES ?? LANG ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function readPort(text: string | undefined, language: Language): number {
  const port = Number(text ?? '4000');
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(commandTexts[language].badPort(text ?? ''));
}

async function readSeed(file: string, language: Language): Promise<SeedInput> {
  const texts = commandTexts[language];
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(texts.seedUnreadable(file, error instanceof Error ? error.message : String(error)));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(texts.seedNotJson(file, error instanceof Error ? error.message : String(error)));
  }
}

async function main(): Promise<void> {
  const args = readArguments();
  const language = languageOf(args.lang);
  const texts = commandTexts[language];
  if (args.help) {
    console.log(texts.help);
    return;
  }
  const port = readPort(args.port, language);
  const seed = args.seed === undefined ? undefined : await readSeed(args.seed, language);
  const emulator = await listen(
    { port, host: args.host, seed, strict: args.strict, allowed: args['allow-host'] },
    language,
  );
  console.log(texts.ready(emulator.url, emulator.state.apps.all(), emulator.state.users.all()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
}

interface Asked {
  port: number;
  host: string | undefined;
  seed: SeedInput | undefined;
  strict: boolean | undefined;
  allowed: string[] | undefined;
}

async function listen({ port, host, seed, strict, allowed }: Asked, language: Language): Promise<Emulator> {
  try {
    return await startEmulator({
      port,
      ...(host !== undefined && { host }),
      ...(seed && { seed }),
      ...(strict && { settings: { strict } }),
      ...(allowed && { allowedHosts: allowed }),
    });
  } catch (error) {
    if (error instanceof SeedError) throw new UsageError(error.message);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new UsageError(commandTexts[language].portInUse(port));
    if (code === 'EACCES') throw new UsageError(commandTexts[language].portForbidden(port));
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new UsageError(commandTexts[language].badHost(host ?? ''));
    }
    throw error;
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`feishu-emulator: ${error.message}`);
  process.exitCode = 1;
}
