import { describe } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { findChromium, howToInstallChromium } from '../../scripts/chromium.ts';

/** Without a browser these tests are skipped on a developer's machine and fail in continuous integration. */
export const describeInChromium = findChromium() || process.env.CI ? describe : describe.skip;

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
  if (!executablePath) throw new Error(`These tests need a browser. ${howToInstallChromium}`);
  return chromium.launch({ executablePath, args: flags });
}
