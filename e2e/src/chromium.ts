import { type Browser, chromium } from 'playwright-core';
import { findChromium, howToInstallChromium } from '../../scripts/chromium.ts';

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

export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`This needs a browser. ${howToInstallChromium}`);
  return chromium.launch({ executablePath, args: flags });
}
