import { readFile } from 'node:fs/promises';
import { openPlatform } from '../platform/platform.ts';
import { openGadgetFolder } from '../serve/gadget-folder.ts';
import { launchOf } from '../serve/page.ts';
import { serveGadget } from '../serve/serve-gadget.ts';
import { SimulatorError } from '../simulator-error.ts';
import { type Arguments, languageOf, readArguments } from './arguments.ts';
import { commandTexts } from './texts.ts';
import { UsageError } from './usage-error.ts';

/** From `src/command`, `dist/command` and `dist/published/command` alike. */
async function version(): Promise<string> {
  for (const place of ['../../package.json', '../../../package.json']) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => undefined);
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  }
  return '';
}

async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2), process.env);
  if (asked.asks === 'help') console.log(commandTexts[asked.lang].help);
  else if (asked.asks === 'version') console.log(await version());
  else await run(asked);
}

async function run({ folder, port, platform: url, person, parameters, lang }: Arguments): Promise<void> {
  const texts = commandTexts[lang];
  const gadget = await openGadgetFolder(folder);
  // What cannot be opened is said here and not in the browser.
  launchOf(new URLSearchParams(parameters), gadget);
  const platform = await openPlatform({ appId: gadget.appId, url, person });
  try {
    const served = await serveGadget({
      folder: gadget.folder,
      port,
      platform,
      parameters: { app_id: gadget.appId, open_id: platform.person.open_id, ...parameters },
      onChange: (paths) => console.log(texts.changed(paths)),
    });
    const { people } = platform;
    const ready = { url: served.url, folder: gadget.folder, person: platform.person, people, platform: platform.url };
    console.log(texts.ready({ ...ready, ours: url === undefined }));
    const stop = (): void => void Promise.all([served.close(), platform.close()]).then(() => process.exit(0));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  } catch (error) {
    await platform.close();
    throw error;
  }
}

try {
  await main();
} catch (error) {
  const lang = languageOf(process.argv.slice(2), process.env);
  if (error instanceof UsageError) console.error(`gadget-simulator: ${error.message}`);
  else if (error instanceof SimulatorError)
    console.error(`gadget-simulator: ${lang === 'zh' ? error.chinese : error.message}`);
  else throw error;
  process.exitCode = 1;
}
