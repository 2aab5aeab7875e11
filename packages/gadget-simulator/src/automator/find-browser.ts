import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { SimulatorError } from '../simulator-error.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

type Environment = Readonly<Record<string, string | undefined>>;

/** The browser that CHROMIUM_PATH names, an installed one, or the one that Playwright downloads. */
export function findBrowser({ CHROMIUM_PATH, PATH = '' }: Environment = process.env): string {
  if (CHROMIUM_PATH !== undefined && CHROMIUM_PATH !== '') return CHROMIUM_PATH;
  const installed = PATH.split(delimiter).flatMap((folder) => commands.map((command) => join(folder, command)));
  const found = [...installed, ...applications, chromium.executablePath()].find((file) => existsSync(file));
  if (found === undefined) throw new SimulatorError({ code: 'no_browser' });
  return found;
}
