/*
 * Takes pictures of the emulator's pages, and renews those in `docs/`: run `pnpm start`, then
 * `npx tsx packages/feishu-emulator/scripts/screenshots.ts [http://localhost:4000 [name…]]`.
 */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/chromium/launch.ts';
import { pictures, renewShown } from '../../../scripts/pictures.ts';

const [, , emulator = 'http://localhost:4000', ...chosen] = process.argv;
const folder = join(pictures, 'emulator');
const largest = 200_000;

interface Shot {
  name: string;
  path: string;
  /** What happens before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
  /** The part of the page that is taken, where not all of what is seen. */
  part?: string;
}

interface Look {
  width: 375 | 1280;
  scheme: 'light' | 'dark';
  locale: 'zh-CN' | 'en-US';
}

async function firstApp(): Promise<{ app_id: string; redirect_urls: string[] }> {
  const answer = await fetch(`${emulator}/_emulator/state`);
  const { apps } = await answer.json();
  return apps[0];
}

const { app_id, redirect_urls } = await firstApp();
const redirect_uri = redirect_urls.find((url) => url.includes('callback')) ?? redirect_urls[0] ?? '';
const authorize = (change: Record<string, string>, path = '/open-apis/authen/v1/authorize') =>
  `${path}?${new URLSearchParams({ client_id: app_id, response_type: 'code', redirect_uri, state: 's', ...change })}`;
const goto = emulator + authorize({}, '/suite/passport/oauth/authorize');

const gadget = (page: Page) => page.frameLocator('#stage iframe');

const shots: Shot[] = [
  {
    name: 'client-gadget',
    path: '/_emulator/client/?tab=gadget&behaviour=accept',
    async act(page) {
      await gadget(page).locator('button').first().click();
      await gadget(page).getByText('zhangsan@example.com').waitFor();
    },
  },
  {
    name: 'client-web',
    path: '/_emulator/client/?tab=web&behaviour=accept',
    act: (page) => gadget(page).getByText('zhangsan@example.com').waitFor(),
  },
  {
    name: 'panel',
    path: '/_emulator/',
    async act(page) {
      await page.evaluate(leaveTraces, { app_id });
      await page.locator('.journal .why').first().waitFor({ state: 'attached' });
    },
  },
  { name: 'panel-faults', path: '/_emulator/#faults', act: (page) => page.locator('.form').waitFor() },
  { name: 'panel-settings', path: '/_emulator/#settings', act: (page) => page.locator('.setting').first().waitFor() },
  { name: 'sign-in', path: authorize({}) },
  {
    name: 'consent',
    path: authorize({ scope: 'offline_access contact:user.employee:readonly' }),
    act: (page) => page.locator('.people button').first().click(),
  },
  { name: 'error', path: authorize({ redirect_uri: `${redirect_uri}-typo` }) },
  { name: 'qr', path: `/suite/passport/sso/qr?goto=${encodeURIComponent(goto)}`, part: 'main' },
];

/** Runs in the page: two calls that the platform refuses, so that the journal has something to explain. */
async function leaveTraces({ app_id }: { app_id: string }): Promise<void> {
  await fetch('/open-apis/authen/v2/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'authorization_code', client_id: app_id, client_secret: 'wrong', code: 'x' }),
  });
  await fetch('/open-apis/authen/v1/user_info');
}

const looks: Look[] = [
  { width: 1280, scheme: 'light', locale: 'zh-CN' },
  { width: 1280, scheme: 'dark', locale: 'zh-CN' },
  { width: 375, scheme: 'light', locale: 'zh-CN' },
  { width: 375, scheme: 'dark', locale: 'zh-CN' },
  { width: 1280, scheme: 'light', locale: 'en-US' },
];

/** For the English README; the others are told apart by their pictures. */
const inEnglish = ['client-gadget', 'panel'];

async function take(browser: Browser, shot: Shot, { width, scheme, locale }: Look): Promise<void> {
  await fetch(`${emulator}/_emulator/journal`, { method: 'DELETE' });
  const context = await browser.newContext({
    viewport: { width, height: width === 375 ? 812 : 800 },
    colorScheme: scheme,
    locale,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(emulator + shot.path);
  await shot.act?.(page);
  // The journal is read every second.
  await page.waitForTimeout(1500);
  const language = locale === 'en-US' ? '-en' : '';
  const file = join(folder, `${shot.name}-${width}-${scheme}${language}.png`);
  await (shot.part ? page.locator(shot.part) : page).screenshot({ path: file });
  await context.close();
  const { size } = await stat(file);
  if (size > largest) throw new Error(`${file} has ${size} bytes; ${largest} are allowed`);
  console.log(`${shot.name} ${width} ${scheme} ${locale}: ${Math.round(size / 1000)} kB`);
}

const browser = await launchChromium();
try {
  await mkdir(folder, { recursive: true });
  for (const shot of shots) {
    if (chosen.length > 0 && !chosen.includes(shot.name)) continue;
    for (const look of looks)
      if (look.locale === 'zh-CN' || inEnglish.includes(shot.name)) await take(browser, shot, look);
  }
  await renewShown(folder, fileURLToPath(new URL('../docs/', import.meta.url)));
} finally {
  await browser.close();
}
