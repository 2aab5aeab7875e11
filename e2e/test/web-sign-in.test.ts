import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium/launch.ts';
import { people } from '../src/people.ts';
import {
  callbackAfterConsent,
  frameOf,
  newVisitor,
  openInClient,
  signedInUser,
  signInAtFeishu,
  signInByRedirect,
  words,
} from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

const token = '/oauth/v3/token';

describe('signing in on the web page', () => {
  let world: World;
  let browser: Browser;
  let visitor: BrowserContext;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), launchChromium()]);
  });
  beforeEach(async () => {
    visitor = await newVisitor(browser);
  });
  afterEach(() => visitor.close());
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const signInButton = (page: Page) => page.getByRole('button', { name: words.signIn });

  async function callbackOf(page: Page, openId?: string): Promise<string> {
    await page.goto(world.server.url);
    await signInButton(page).click();
    return callbackAfterConsent(page, openId);
  }

  it('comes back to the address that was asked for', async () => {
    const page = await visitor.newPage();
    await page.goto(`${world.server.url}/login?return_to=${encodeURIComponent('/?from=a&to=b')}`);
    await signInButton(page).click();
    await signInAtFeishu(page);
    await signedInUser(page);
    expect(page.url()).toBe(`${world.server.url}/?from=a&to=b`);
  });

  it('ends on the sign-in card, with a line on it, when the user refuses, and works at the next try', async () => {
    const page = await visitor.newPage();
    await page.goto(world.server.url);
    await signInButton(page).click();
    await signInAtFeishu(page, { decision: 'refuse' });
    await page.getByText(words.refused).waitFor();
    await signInButton(page).click();
    await signInAtFeishu(page);
    await signedInUser(page);
  });

  it('says so when the user refuses inside the client, and does not ask again by itself', async () => {
    const { frame } = await openInClient(visitor, world, { behaviour: 'refuse' });
    await frame.getByText(words.refused).waitFor();
  });

  it('calls nothing upstream when two browsers swap their callbacks, and each can still finish', async () => {
    const other = await newVisitor(browser);
    try {
      const [mine, theirs] = await Promise.all([visitor.newPage(), other.newPage()]);
      const myCallback = await callbackOf(mine);
      const theirCallback = await callbackOf(theirs, people.liSi);
      const before = (await world.platform.journal(token)).length;
      for (const [page, callback] of [
        [mine, theirCallback],
        [theirs, myCallback],
      ] as const) {
        expect((await page.goto(callback))?.status()).toBe(400);
        await page.getByRole('button', { name: words.tryAgain }).waitFor();
        expect(await page.content()).not.toContain(new URL(callback).searchParams.get('code') ?? 'no code');
      }
      expect(await world.platform.journal(token)).toHaveLength(before);
      await mine.goto(myCallback);
      expect((await signedInUser(mine)).name).toBe('张三');
      await theirs.goto(theirCallback);
      expect((await signedInUser(theirs)).name).toBe('李四');
    } finally {
      await other.close();
    }
  });

  it('leads to the page, not to an error, when a finished callback is opened again or gone back to', async () => {
    const page = await visitor.newPage();
    const callback = await callbackOf(page);
    await page.goto(callback);
    await signedInUser(page);
    await page.reload();
    await signedInUser(page);
    await page.goto(callback);
    const again = await signedInUser(page);
    expect(again.name).toBe('张三');
    expect(page.url()).not.toContain('code=');
    await page.goBack();
    await signedInUser(page);
  });

  it('sends both of a doubled callback to the page, with one session', async () => {
    const page = await visitor.newPage();
    const callback = await callbackOf(page);
    const second = await visitor.newPage();
    await Promise.all([page.goto(callback), second.goto(callback)]);
    await Promise.all([page.goto(world.server.url), second.goto(world.server.url)]);
    expect((await signedInUser(page)).id).toBe((await signedInUser(second)).id);
  });

  it('stays signed out after sign-out, through a reload, until a tap', async () => {
    const { frame, page } = await openInClient(visitor, world);
    await signedInUser(frame);
    await frame.getByRole('button', { name: words.signOut, exact: true }).click();
    const button = frame.getByRole('button', { name: words.signIn });
    await button.waitFor();
    await page.reload();
    const reloaded = await frameOf(page);
    await reloaded.getByRole('button', { name: words.signIn }).waitFor();
    await page.waitForTimeout(1000);
    expect((await visitor.cookies(world.server.url)).filter(({ value }) => value.startsWith('fls_'))).toEqual([]);
    await reloaded.getByRole('button', { name: words.signIn }).click();
    await signedInUser(reloaded);
  });

  it('keeps its session cookie from scripts and from other sites, and sends it again after a restart', async () => {
    const page = await visitor.newPage();
    await signInByRedirect(page, world);
    const [cookie] = (await visitor.cookies()).filter(({ value }) => value.startsWith('fls_'));
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(await page.evaluate(() => document.cookie)).not.toContain('fls_');
    await world.restart();
    await page.reload();
    await signedInUser(page);
  });
});
