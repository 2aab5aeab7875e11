import { readArguments } from './arguments.ts';
import { helpTexts } from './help.ts';
import { initialize } from './initialize.ts';
import { commandTexts } from './texts.ts';
import { UsageError } from './usage-error.ts';
import { ownVersion } from './version.ts';

async function main(args: readonly string[], folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const asked = await readArguments(args, env);
  const texts = commandTexts[asked.language];
  if (asked.values.help) return console.log(helpTexts[asked.language]);
  if (asked.values.version) return console.log(ownVersion());
  if (asked.command === 'init') return console.log(texts.initialized(await initialize(folder, asked.language)));
  // Only now: to answer what is above, the platform need not be loaded.
  const [{ startEmulator }, { emulatorOptions }, { refusalOf }] = await Promise.all([
    import('../emulator.ts'),
    import('./emulator-options.ts'),
    import('./refusals.ts'),
  ]);
  const options = await emulatorOptions(asked, { folder, env });
  const emulator = await startEmulator(options).catch((error) => {
    throw refusalOf(error, options, asked.language);
  });
  console.log(texts.ready(emulator.url, emulator.state.apps.all(), emulator.state.users.all()));
  if (emulator.https && options.https?.folder) {
    console.log(texts.secured(emulator.https.url, emulator.url, options.https.folder));
  }
  if (options.record) console.log(texts.recording(options.record.to, options.record.file));
  if (options.replay) console.log(texts.replaying(options.replay.file));
  console.log(texts.stop);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
}

main(process.argv.slice(2), process.cwd(), process.env).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(`feishu-emulator: ${error.message}`);
  process.exitCode = 1;
});
