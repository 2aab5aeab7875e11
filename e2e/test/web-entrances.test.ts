import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { people } from '../src/people.ts';
import { entranceOf, newVisitor, openInClient, signedInUser, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

describe('every entrance of the web page', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;
  let zhangSan: string;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchChromium()]);
    const code = await world.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    zhangSan = (await world.server.signIn(code)).body.user.id;
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  /** Runs `visit` with a fresh browser and expects the very user of the mini program at its end. */
  async function endsAsZhangSan(visit: (context: BrowserContext) => Promise<Parameters<typeof signedInUser>[0]>) {
    visitor = await newVisitor(browser);
    try {
      const page = await visit(visitor);
      expect((await signedInUser(page)).id).toBe(zhangSan);
      expect(page.url()).not.toMatch(/code=|state=/);
    } finally {
      await visitor.close();
    }
  }

  it('ends signed in: a browser, by redirect', () =>
    endsAsZhangSan(async (context) => {
      const page = await context.newPage();
      await signInByRedirect(page, world);
      return page;
    }));

  it('ends signed in without a tap: a new client, by requestAccess', () =>
    endsAsZhangSan(async (context) => {
      const { frame } = await openInClient(context, world);
      await signedInUser(frame);
      expect(await entranceOf(frame)).toBe('requestAccess');
      return frame;
    }));

  it('ends signed in without a tap: an older client, by requestAuthCode', () =>
    endsAsZhangSan(async (context) => {
      const { frame } = await openInClient(context, world, { age: 'middle' });
      await signedInUser(frame);
      expect(await entranceOf(frame)).toBe('requestAuthCode');
      return frame;
    }));

  it('ends signed in: a client that knows neither, by the old redirect', () =>
    endsAsZhangSan(async (context) => {
      const { frame } = await openInClient(context, world, { age: 'old' });
      return frame;
    }));

  it('ends signed in: a client whose SDK is never ready, by redirect after a bounded wait', () =>
    endsAsZhangSan(async (context) => {
      const begun = performance.now();
      const { frame } = await openInClient(context, world, { behaviour: 'never-ready' });
      await signedInUser(frame);
      expect(performance.now() - begun).toBeLessThan(10_000);
      return frame;
    }));

  it('shows whoever uses the client now, and ends the session of whoever did before', async () => {
    visitor = await newVisitor(browser);
    try {
      const before = await openInClient(visitor, world);
      expect((await signedInUser(before.frame)).id).toBe(zhangSan);
      await before.page.close();
      const held = await visitor.cookies(world.server.url);
      const after = await openInClient(visitor, world, { openId: people.liSi });
      const user = await signedInUser(after.frame);
      expect([user.name, user.id === zhangSan]).toEqual(['李四', false]);
      const cookie = held.map(({ name, value }) => `${name}=${value}`).join('; ');
      const former = await fetch(`${world.server.url}/api/v1/me`, { headers: { cookie } });
      expect(former.status).toBe(401);
    } finally {
      await visitor.close();
    }
  });

  it('ends signed in: a browser, by scanning the QR code', () =>
    endsAsZhangSan(async (context) => {
      const page = await context.newPage();
      await page.goto(world.server.url);
      await page.getByRole('tab', { name: words.qr }).click();
      const qr = page.frameLocator('#qr-code iframe');
      await qr.locator('button.code').click();
      await qr.locator(`button[name=open_id][value=${people.zhangSan}]`).click();
      await qr.locator('[data-decision=accept]').click();
      return page;
    }));
});
