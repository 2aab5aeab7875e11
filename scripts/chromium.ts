import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const playwrightCaches = ['.cache/ms-playwright', 'Library/Caches/ms-playwright', 'AppData/Local/ms-playwright'];
const insideCache = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win/chrome.exe',
];

export const howToInstallChromium =
  'Install Chromium or Chrome (Debian, Ubuntu: `apt-get install chromium`; macOS: `brew install --cask chromium`), ' +
  'or set CHROMIUM_PATH to a browser built on it.';

/** A browser on this machine that Playwright can drive: CHROMIUM_PATH first, then the usual places. */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, and there is no such file.`);
    return chosen;
  }
  const path = (process.env.PATH ?? '').split(delimiter);
  const installed = [...path.flatMap((folder) => commands.map((command) => join(folder, command))), ...applications];
  return [...installed, ...downloadedByPlaywright()].find((file) => existsSync(file));
}

function downloadedByPlaywright(): string[] {
  return playwrightCaches
    .map((cache) => join(homedir(), cache))
    .filter((cache) => existsSync(cache))
    .flatMap((cache) => readdirSync(cache).map((entry) => join(cache, entry)))
    .filter((folder) => /chromium-\d+$/.test(folder))
    .flatMap((folder) => insideCache.map((file) => join(folder, file)));
}
