import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { seedApp } from '../../scripts/emulated-platform.ts';
import { openChromium } from '../src/chromium.ts';
import { describeInChromium } from '../src/describe-in-chromium.ts';
import { leaksIn, leaksInAnswer } from '../src/leaks.ts';
import { people } from '../src/people.ts';
import { newVisitor, signInAtFeishu, signInByRedirect, words } from '../src/visitor.ts';
import { startWorld, type World } from '../src/world.ts';

describe('the sweep for secrets', () => {
  it.each([
    ['a token or cookie of ours', `{"cookie":"fls_${'a'.repeat(43)}_abcdef"}`],
    ['a user token of the platform', `Bearer eyJhbGciOiJFUzI1NiIs${'b'.repeat(40)}.x`],
    ['an app or tenant token of the platform', `got t-${'c'.repeat(40)}`],
    ['the app secret', `secret=${seedApp.secret}`],
    ['a one-time code', 'code=0123456789abcdef0123456789abcdef'],
  ])('sees %s', (name, text) => {
    expect(leaksIn(text, ['0123456789abcdef0123456789abcdef'])).toEqual([name]);
  });

  it('sees nothing in an ordinary line', () => {
    expect(
      leaksIn('{"event":"login.ok","user_id":"3f0e8c9a-1b9e-4b4a-8a55-0c5d4f1f2a3b"}', ['0123456789abcdef']),
    ).toEqual([]);
  });
});

// That no log and no database of any other test holds a secret either is asserted wherever a world is closed.
describeInChromium('what the server says, in success and failure', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('gives away neither codes nor the platform’s tokens nor the app secret', async () => {
    const said: string[] = [];
    const visitor = await newVisitor(browser);
    const reading: Promise<unknown>[] = [];
    visitor.on('response', (response) => {
      if (!response.url().startsWith(world.server.url)) return;
      const { location: _to, 'set-cookie': _cookie, ...headers } = response.headers();
      said.push(JSON.stringify(headers));
      // A redirect has no body to read.
      reading.push(
        response.text().then(
          (text) => said.push(text),
          () => undefined,
        ),
      );
    });
    const page = await visitor.newPage();
    await signInByRedirect(page, world);
    await page.getByRole('button', { name: words.signOut, exact: true }).click();
    for (const fault of ['20002', '20010', 'html-answer', 'truncated-json', 'echo-request', 'http200-business-error']) {
      await world.platform.fault({ fault, when: 'before', match: { path: '/open-apis/authen/v2/oauth/token' } });
      await page.goto(world.server.url);
      await page.getByRole('button', { name: words.signIn }).click();
      await signInAtFeishu(page);
      await page.locator('main .who').waitFor();
      const code = await world.platform.code({ open_id: people.liSi, via: 'requestAccess' });
      said.push(JSON.stringify((await world.server.signIn(code)).body));
      await world.platform.clearFaults();
    }
    await Promise.all(reading);
    await visitor.close();
    expect(said.length).toBeGreaterThan(20);
    expect(said.flatMap((text) => leaksInAnswer(text, world.codes()))).toEqual([]);
  });
});
