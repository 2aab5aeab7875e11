import { type Emulator, startEmulator } from '../emulator.ts';
import { type EmulatorOptions, OptionError } from '../options.ts';
import { SeedError } from '../seed/seed.ts';
import { SettingError } from '../state/settings.ts';
import { readArguments } from './arguments.ts';
import { emulatorOptions, type Surroundings } from './emulator-options.ts';
import { helpTexts } from './help.ts';
import { initialize } from './initialize.ts';
import { commandTexts, type Language } from './texts.ts';
import { UsageError } from './usage-error.ts';
import { ownVersion } from './version.ts';

async function main(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const asked = readArguments(args, surroundings.env);
  const texts = commandTexts[asked.language];
  if (asked.values.help) return console.log(helpTexts[asked.language]);
  if (asked.values.version) return console.log(ownVersion());
  if (asked.command === 'init') {
    return console.log(texts.initialized(await initialize(surroundings.folder, asked.language)));
  }
  const emulator = await listen(await emulatorOptions(asked, surroundings), asked.language);
  console.log(texts.ready(emulator.url, emulator.state.apps.all(), emulator.state.users.all()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
}

async function listen(options: EmulatorOptions & { port: number }, language: Language): Promise<Emulator> {
  try {
    return await startEmulator(options);
  } catch (error) {
    if (error instanceof SeedError || error instanceof OptionError || error instanceof SettingError) {
      throw new UsageError(error.message);
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const texts = commandTexts[language];
    if (code === 'EADDRINUSE') throw new UsageError(texts.portInUse(options.port));
    if (code === 'EACCES') throw new UsageError(texts.portForbidden(options.port));
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new UsageError(texts.badHost(options.host ?? ''));
    throw error;
  }
}

try {
  await main(process.argv.slice(2), { folder: process.cwd(), env: process.env });
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`feishu-emulator: ${error.message}`);
  process.exitCode = 1;
}
