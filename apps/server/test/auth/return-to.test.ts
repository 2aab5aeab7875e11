import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allowedReturn } from '../../src/auth/return-to.ts';

const publicUrl = new URL('https://app.example.com');
const app = { publicUrl, returnOrigins: ['https://partner.example.org', 'http://localhost:5173'] };
const home = 'https://app.example.com/';

/** Rows of the threat list's section R; what a browser would make of them is somebody else's page. */
const hostile = {
  'R1: another host': [
    '//evil.com',
    '///evil.com',
    '////evil.com',
    'https://evil.com',
    'http:evil.com',
    'https:///evil.com',
  ],
  'R2: backslashes': ['/\\evil.com', '\\\\evil.com', '\\/evil.com', '/\\/evil.com', 'https:\\\\evil.com', '/a\\b'],
  'R3: what browsers drop': [
    '/\t/evil.com',
    '/\n/evil.com',
    '/\r\n/evil.com',
    ' //evil.com',
    '\0//evil.com',
    '\u0001//evil.com',
    '/a b',
    '\u2028//evil.com',
    '\ufeff//evil.com',
    '/\u0085x',
  ],
  'R4: user names': [
    'https://app@evil.com',
    'https://app:443@evil.com/',
    'https://app%2f@evil.com',
    'https://evil.com\\@app',
    'https://user@app.example.com/',
    'https://u:p@app.example.com/',
    'https://:p@app.example.com/',
  ],
  'R5: look-alikes': [
    'https://app.example.com.evil.com',
    'https://app.example.com./',
    'https://app.example.com:8443/',
    'http://app.example.com/',
    'https://evil-app.example.com/',
    'https://partner.example.org.evil.com/',
    'http://partner.example.org/',
    'http://localhost:5174/',
  ],
  'R6: other schemes': [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://app.example.com/x',
    'file:///etc/passwd',
    'ftp://app.example.com/',
    'filesystem:https://app.example.com/x',
    'view-source:https://app.example.com/',
  ],
  'R8: other letters': [
    'https://evil。com',
    'https://ⓔvil.com',
    '//evil%E3%80%82com',
    'https://app。example。com.evil.com',
  ],
  'R12: what is no address': [
    'https://[::1',
    'http://',
    '//',
    '///',
    'https://',
    'https://%',
    '',
    `/${'a'.repeat(2048)}`,
    ['/a'],
    {},
    null,
    undefined,
    7,
    '\ud800',
  ],
  'R13: what would loop': [
    '/auth/login',
    '/auth/logout',
    '/auth/callback?code=1',
    '/login',
    '/login/',
    '/login?return_to=/x',
    '/api/v1/me',
    '/error',
    'https://app.example.com/auth/login',
    '/x/../auth/login',
    '/./login',
    '/AUTH/login',
    '/Login',
    '/auth/%2e%2e/auth/login',
  ],
};

describe('After signing in', () => {
  it.each(Object.entries(hostile))('%s lead home', (_row, addresses) => {
    for (const address of addresses) expect([address, allowedReturn(app, address)]).toEqual([address, home]);
  });

  it.each([
    ['/', home],
    ['/tasks', 'https://app.example.com/tasks'],
    ['/tasks?list=1&list=2#top', 'https://app.example.com/tasks?list=1&list=2#top'],
    ['#/login', 'https://app.example.com/#/login'],
    ['tasks', 'https://app.example.com/tasks'],
    ['?tab=1', 'https://app.example.com/?tab=1'],
    ['https://app.example.com/a%20b', 'https://app.example.com/a%20b'],
    ['HTTPS://APP.example.com:443/a', 'https://app.example.com/a'],
    ['/任务', 'https://app.example.com/%E4%BB%BB%E5%8A%A1'],
    ['/loginx', 'https://app.example.com/loginx'],
    ['/authors/', 'https://app.example.com/authors/'],
    ['https://partner.example.org/auth/login?x', 'https://partner.example.org/auth/login?x'],
    ['http://localhost:5173/', 'http://localhost:5173/'],
  ])('%j leads to %s', (wanted, emitted) => {
    expect(allowedReturn(app, wanted)).toBe(emitted);
  });

  // R7, R9, R10: a path that would be an address if it were emitted by itself, or decoded once more.
  it.each([
    '/.//evil.com',
    '/..//evil.com',
    '/a/..//evil.com',
    '/home/../..//evil.com',
    '/%09/evil.com',
    '/%5cevil.com',
    '%252f%252fevil.com',
    '/%2f%2fevil.com',
    '/%c0%af/evil.com',
    '/home%0d%0aSet-Cookie:a=b',
    '/"><script>alert(1)</script>',
    '/／evil.com',
    'https://app.example.com//evil.com',
  ])('%j stays on our own host', (wanted) => {
    const emitted = allowedReturn(app, wanted);
    expect(emitted.startsWith('https://app.example.com/')).toBe(true);
    expect(emitted).not.toMatch(/[\s"<>\\]/);
  });

  const pieces = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    ':',
    '@',
    '?',
    '#',
    '%2f',
    '%5c',
    '%09',
    '\t',
    '\n',
    ' ',
    'https:',
    'http:',
    'javascript:',
    'blob:',
    'evil.com',
    'app.example.com',
    'partner.example.org',
    '[::1]',
    '。',
    'auth',
    'login',
    '\0',
    '\u{1f600}',
    '\ud800',
  );
  const address = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join('')),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 10 }).map((parts) => parts.join('')),
  );

  it('whatever was asked for, the address is whole, ours or allowed, and means the same to everybody', () => {
    fc.assert(
      fc.property(address, (wanted) => {
        const emitted = allowedReturn(app, wanted);
        const parsed = new URL(emitted);
        expect([publicUrl.origin, ...app.returnOrigins]).toContain(parsed.origin);
        expect(parsed.protocol).toMatch(/^https?:$/);
        expect(emitted.startsWith(`${parsed.origin}/`)).toBe(true);
        expect(`${parsed.username}${parsed.password}`).toBe('');
        expect(new URL(emitted, publicUrl).href).toBe(emitted);
        expect(allowedReturn(app, emitted)).toBe(emitted);
        expect(/[^\x21-\x7e]/.test(emitted)).toBe(false);
      }),
      { numRuns: 800 },
    );
  });
});
