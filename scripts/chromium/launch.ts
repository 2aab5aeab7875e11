import { type Browser, chromium } from 'playwright-core';
import { fontEnvironment } from './fonts.ts';
import { locateChromium } from './locate.ts';

/** The sandbox needs rights that containers and root do not give; the rest keeps Chromium from calling home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The one way in which tests and pictures start a browser. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const { executablePath, env } = await locateChromium();
  return chromium.launch({
    executablePath,
    args: [...flags, ...more],
    env: { ...process.env, ...(await fontEnvironment()), ...env },
  });
}
