import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { somebody } from './fake-feishu.ts';
import { createWorld, type World } from './world.ts';

const home = 'https://login.example.com/';

let world: World;
beforeAll(async () => {
  world = await createWorld({ settings: { returnOrigins: ['https://app.example.com', 'http://localhost:5173'] } });
});
afterAll(() => world.close());

/** Where a whole sign-in leads that was asked, in the query as it stands, to return there. */
async function afterSignIn(query: string): Promise<string | undefined> {
  const browser = world.browser();
  const { location, status } = await browser.open(`/auth/login?${query}`);
  if (status !== 302) return String(status);
  const finished = await browser.open(world.feishu.approve(location ?? '', somebody()));
  if (finished.status !== 303) throw new Error(`The sign-in ended with ${finished.status}: ${finished.text}`);
  return finished.location;
}

/** What the page is told to return to: the same judgement, without the way through Feishu. */
async function shownOnPage(wanted: string): Promise<string> {
  const { text } = await world.browser().open(`/login?return_to=${encodeURIComponent(wanted)}`);
  return JSON.parse(/"return_to":("[^"]*")/.exec(text)?.[1] ?? '""');
}

const returningTo = (wanted: string) => afterSignIn(`return_to=${encodeURIComponent(wanted)}`);

/** Addresses are written as a browser would send them: percent-encoded once. */
const hostile: Record<string, string[]> = {
  R1: ['//evil.com', '///evil.com', '////evil.com', 'https://evil.com', 'http:evil.com', 'https:///evil.com'],
  R2: ['/\\evil.com', '\\\\evil.com', '\\/evil.com', '/\\/evil.com', 'https:\\\\evil.com'],
  R3: [
    '/\t/evil.com',
    '/\n/evil.com',
    '/\r\n/evil.com',
    ' //evil.com',
    ' /home',
    '\0//evil.com',
    '\u0001//evil.com',
    '/\u0001/evil.com',
  ],
  R4: [
    'https://login.example.com@evil.com',
    'https://login.example.com:443@evil.com/',
    'https://login.example.com%2f@evil.com',
    'https://evil.com\\@login.example.com',
    'https://me@login.example.com/home',
    'https://me:secret@login.example.com/home',
  ],
  R5: [
    'https://login.example.com.evil.com',
    'https://login.example.com./',
    'https://login.example.com:8443/',
    'http://login.example.com/',
    'https://evil-app.example.com',
    'https://app.example.com:8443',
  ],
  R6: [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://login.example.com/x',
    'filesystem:https://login.example.com/x',
    'file:///etc/passwd',
    'ftp://login.example.com/',
  ],
  R8: ['https://evil。com', 'https://ⓔvil.com', '//evil%E3%80%82com', '/／evil.com\u3000'],
  R10: ['/home\r\nSet-Cookie: a=b', '"><script>alert(1)</script>\n'],
  R12: ['https://[::1', 'http://', '//', 'x'.repeat(5_000)],
  R13: ['/auth/login', '/auth/logout', '/auth/callback?code=x&state=y', '/login', '/api/v1/me'],
};
const cases = Object.entries(hostile).flatMap(([row, values]) => values.map((value) => [row, value] as const));

describe('after signing in', () => {
  it.each(cases)('%s: %j leads to the front page', async (_, wanted) => {
    expect(await shownOnPage(wanted)).toBe(home);
  });

  it.each(Object.entries(hostile))('%s: so it does at the end of the way through Feishu', async (_, values) => {
    expect(await returningTo(values[0] ?? '')).toBe(home);
  });

  it.each(['/.//evil.com', '/..//evil.com', '/a/..//evil.com', '/home/../..//evil.com', '/%2e//evil.com'])(
    'R7: %s stays an absolute address of ours: by itself its path would lead elsewhere',
    async (wanted) => {
      const location = (await returningTo(wanted)) ?? '';
      expect(location.startsWith(home)).toBe(true);
      expect(new URL(location, home).origin).toBe('https://login.example.com');
    },
  );

  it.each([
    ['/%252f%252fevil.com', 'https://login.example.com/%252f%252fevil.com'],
    ['/%5cevil.com', 'https://login.example.com/%5cevil.com'],
    ['/%2f%2fevil.com', 'https://login.example.com/%2f%2fevil.com'],
    ['/%c0%af%c0%afevil.com', 'https://login.example.com/%c0%af%c0%afevil.com'],
    ['/"><script>', 'https://login.example.com/%22%3E%3Cscript%3E'],
    ['evil.com', 'https://login.example.com/evil.com'],
    ['／／evil.com', 'https://login.example.com/%EF%BC%8F%EF%BC%8Fevil.com'],
  ])('R8, R9, R10: %s is decoded exactly once and stays with us', async (wanted, expected) => {
    expect(await returningTo(wanted)).toBe(expected);
  });

  it.each([
    ['/', home],
    ['/home', 'https://login.example.com/home'],
    ['/home?a=b&c=d#/section', 'https://login.example.com/home?a=b&c=d#/section'],
    ['#/login', 'https://login.example.com/#/login'],
    ['https://login.example.com/home', 'https://login.example.com/home'],
    ['HTTPS://LOGIN.example.com:443/home', 'https://login.example.com/home'],
    ['https://app.example.com/x', 'https://app.example.com/x'],
    ['http://localhost:5173/', 'http://localhost:5173/'],
    ['/authors', 'https://login.example.com/authors'],
    ['/页面', 'https://login.example.com/%E9%A1%B5%E9%9D%A2'],
  ])('R15: %s is honest and kept, fragment included', async (wanted, expected) => {
    expect(await returningTo(wanted)).toBe(expected);
  });

  it('R3: a tab that the query’s own decoding brings out is seen', async () => {
    expect(await afterSignIn('return_to=/%09/evil.com')).toBe(home);
    expect(await afterSignIn('return_to=/%0d%0aevil.com')).toBe(home);
    expect(await afterSignIn('return_to=%2500//evil.com')).toBe('https://login.example.com/%00//evil.com');
  });

  it('R12: several, a list, or none: 400 or the front page', async () => {
    expect(await afterSignIn('return_to=/a&return_to=//evil.com')).toBe('400');
    expect(await afterSignIn('return_to[]=//evil.com')).toBe(home);
    expect(await afterSignIn('return_to=')).toBe(home);
    expect(await afterSignIn('')).toBe(home);
  });

  it('R11: the page one came from decides nothing', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login', { referer: 'https://evil.com/x' });
    const approved = world.feishu.approve(location ?? '', somebody());
    const answer = await browser.open(approved, { referer: 'https://evil.com/x' });
    expect(answer.location).toBe(home);
  });

  it('R14: what is added to the callback’s address changes nothing', async () => {
    const browser = world.browser();
    const { location } = await browser.open('/auth/login?return_to=/home');
    const approved = world.feishu.approve(location ?? '', somebody());
    const answer = await browser.open(`${approved}&return_to=//evil.com&redirect=//evil.com`);
    expect(answer.location).toBe('https://login.example.com/home');
  });

  it('R1: the page’s own entrances follow the same rule', async () => {
    for (const [wanted, expected] of [
      ['//evil.com', home],
      ['/home', 'https://login.example.com/home'],
    ] as const) {
      const browser = world.browser();
      const started = await browser.fetch('POST', '/api/v1/auth/h5/start', { return_to: wanted });
      const { state } = started.json<{ state: string }>();
      const body = { code: world.feishu.code(somebody()), state, via: 'requestAccess' };
      const finished = await browser.fetch('POST', '/api/v1/auth/h5', body);
      expect(finished.json()).toMatchObject({ return_to: expected });
      const { text } = await world.browser().open(`/login?return_to=${encodeURIComponent(wanted)}`);
      expect(text).toContain(`"return_to":"${expected}"`);
    }
  });

  it('R1, R2, R3, R4, R5, R6, R7, R8: whatever is asked for, the address is absolute and its origin one of ours', async () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '//',
      '.',
      '..',
      '%2f',
      '%5c',
      '@',
      ':',
      '#',
      '?',
      'evil.com',
      'https:',
      '\t',
      ' ',
    );
    const wanted = fc.oneof(
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.webUrl(),
      fc.string(),
    );
    const allowed = ['https://login.example.com', 'https://app.example.com', 'http://localhost:5173'];
    await fc.assert(
      fc.asyncProperty(wanted, async (value) => {
        const emitted = await shownOnPage(value);
        expect(allowed).toContain(new URL(emitted).origin);
        expect(new URL(emitted, home).href).toBe(emitted);
      }),
      { numRuns: 500 },
    );
  });
});

describe('somebody who is signed in already', () => {
  it.each([
    ['/orders?page=2#top', 'https://login.example.com/orders?page=2#top'],
    ['https://app.example.com/x', 'https://app.example.com/x'],
  ])('R15: and opens the sign-in page for %s goes there', async (wanted, location) => {
    const person = await world.signedInBrowser();
    const answer = await person.open(`/login?return_to=${encodeURIComponent(wanted)}`);
    expect([answer.status, answer.location]).toEqual([303, location]);
  });

  it.each(['', '/', '/login', '/auth/login', 'https://evil.example/', '//evil.example'])(
    'R1, R13: and opens it for %j sees who is signed in',
    async (wanted) => {
      const person = await world.signedInBrowser();
      const answer = await person.open(`/login?return_to=${encodeURIComponent(wanted)}`);
      expect([answer.status, answer.location]).toEqual([200, undefined]);
      expect(answer.text).toContain('张三');
    },
  );

  it('and whoever is not stays on the sign-in page', async () => {
    expect((await world.browser().open('/login?return_to=%2Forders')).status).toBe(200);
  });
});
