import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { hasPackagedChromium, unpackedChromium } from './packaged.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser to start, and what it needs in its environment. */
interface Located {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser that CHROMIUM_PATH names. Else, where a package brings one, that one, so that every machine runs the
 * same; elsewhere an installed one, or the one that Playwright downloads.
 */
export async function locateChromium(): Promise<Located> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, and there is no such file.`);
    return { executablePath: chosen, env: {} };
  }
  if (hasPackagedChromium) {
    const folder = await unpackedChromium();
    return { executablePath: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib') } };
  }
  const path = (process.env.PATH ?? '').split(delimiter);
  const installed = path.flatMap((folder) => commands.map((command) => join(folder, command)));
  const found = [...installed, ...applications, chromium.executablePath()].find((file) => existsSync(file));
  if (found === undefined) throw new Error(howToInstall);
  return { executablePath: found, env: {} };
}

const howToInstall =
  '没有找到浏览器。请安装 Chrome 或 Chromium，或运行 `npx playwright-core install chromium`，或用 CHROMIUM_PATH 指定。\n' +
  'This needs a browser: install Chrome or Chromium, run `npx playwright-core install chromium`, or set CHROMIUM_PATH.';
