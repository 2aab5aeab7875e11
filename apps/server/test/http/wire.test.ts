import { createHash } from 'node:crypto';
import { palettes } from '@feishu-login/product';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flood, type Listening, listen, talk } from './tcp.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let server: Listening;
const host = 'Host: login.example.com';
const json = 'Content-Type: application/json';

beforeAll(async () => {
  world = await createWorld();
  server = await listen(world);
});
afterAll(async () => {
  await server.close();
  await world.close();
});

/** A pipelined request that must never be executed; its path shows whether it was. */
const second = `GET /smuggled HTTP/1.1\r\n${host}\r\n\r\n`;

function paths(): string[] {
  return world.answered.map(({ path }) => path);
}

describe('K10: a request whose length can be read in two ways', () => {
  const body = '{"refresh_token":"x"}';
  const chunked = `15\r\n${body}\r\n0\r\n\r\n`;
  const headers: [string, string, number?][] = [
    ['a length and chunks', `Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`],
    ['chunks and a length', `Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n${chunked}`],
    ['two lengths', `Content-Length: 21\r\nContent-Length: 0\r\n\r\n${body}`],
    ['two lengths in one', `Content-Length: 21, 0\r\n\r\n${body}`],
    ['a signed length', `Content-Length: +21\r\n\r\n${body}`],
    ['a negative length', `Content-Length: -1\r\n\r\n${body}`],
    ['a hexadecimal length', `Content-Length: 0x15\r\n\r\n${body}`],
    ['an unknown coding', `Transfer-Encoding: xchunked\r\n\r\n${chunked}`],
    ['chunks inside out', `Transfer-Encoding: chunked, identity\r\n\r\n${chunked}`],
    ['a blank before the colon', `Transfer-Encoding : chunked\r\n\r\n${chunked}`],
    ['a folded line', `Transfer-Encoding:\r\n chunked\r\nContent-Length: 6\r\n\r\n${chunked}`],
    ['bare line feeds in chunks', `Transfer-Encoding: chunked\r\n\r\n15\n${body}\n0\n\n`],
    ['a chunk of no size', `Transfer-Encoding: chunked\r\n\r\nz\r\n${body}\r\n0\r\n\r\n`],
    ['an endless chunk extension', `Transfer-Encoding: chunked\r\n\r\n15;${'x'.repeat(20_000)}\r\n`, 413],
  ];
  it.each(headers.map(([how, lines, status = 400]) => ({ how, lines, status })))(
    'K10: by $how is refused, the connection ends, and what follows is not executed',
    async ({ lines, status }) => {
      const start = `POST /api/v1/auth/refresh HTTP/1.1\r\n${host}\r\n${json}\r\n`;
      const heard = await talk(server.port, `${start}${lines}${second}`, 2_000);
      expect([heard.statuses, heard.closed]).toEqual([[status], true]);
      expect(paths()).not.toContain('/smuggled');
    },
  );

  it('K10: what two honest requests in a row look like', async () => {
    const first = `POST /api/v1/auth/refresh HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: 21\r\n\r\n${body}`;
    const heard = await talk(server.port, `${first}${second.replace('smuggled', 'pipelined')}`);
    expect([heard.statuses, heard.closed]).toEqual([[401, 404], false]);
    expect(paths()).toContain('/pipelined');
  });
});

describe('what follows an answer that closes the connection', () => {
  /** Longer than any body that is read, so that each refusal leaves some of it unread. */
  const long = 'x'.repeat(200_000);
  const post = (path: string, ...lines: string[]) =>
    `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\nContent-Length: ${long.length}\r\n\r\n${long}`;

  it.each([
    ['413', post('/api/v1/auth/refresh', host, json), 413],
    ['415', post('/api/v1/auth/refresh', host, 'Content-Type: text/plain'), 415],
    ['421', post('/api/v1/auth/refresh', 'Host: evil.example', json), 421],
    ['403', post('/api/v1/auth/refresh', host, json, 'Origin: https://evil.example'), 403],
    ['404', post('/nowhere', host), 404],
  ])('K10: with %s is not looked at', async (_, first, status) => {
    const { statuses } = await talk(server.port, `${first}${second}`, 2_000);
    // Hanging up on somebody who still sends may take the answer away.
    expect([[status], []]).toContainEqual(statuses);
    expect(paths()).not.toContain('/smuggled');
  });

  it('K10: because the server is about to end is not looked at, though it was sent in one go', async () => {
    const draining = world.secondInstance({
      app: { health: { draining: true, closing: false, check: async () => undefined } },
    });
    const listening = await listen(draining);
    const request = `GET /healthz HTTP/1.1\r\n${host}\r\n\r\n`;
    const heard = await talk(listening.port, `${request}${second}`, 2_000);
    await listening.close();
    expect([heard.statuses, heard.closed]).toEqual([[200], true]);
    expect(draining.answered.map(({ path }) => path)).toEqual(['/healthz']);
  });

  it('K10: is not what makes fifty honest requests in one go be answered, in their order', async () => {
    const ask = (i: number) => `GET ${i % 2 === 0 ? '/healthz' : '/nowhere'} HTTP/1.1\r\n${host}\r\n\r\n`;
    const heard = await talk(server.port, Array.from({ length: 50 }, (_, i) => ask(i)).join(''), 1_000);
    expect(heard.statuses).toEqual(Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 200 : 404)));
  });

  it('K14: ends when too many wait on one connection', async () => {
    const waiting = world.secondInstance({
      app: { health: { draining: false, closing: false, check: () => new Promise(() => undefined) } },
    });
    const listening = await listen(waiting);
    const asked = `GET /readyz HTTP/1.1\r\n${host}\r\n\r\n`;
    const { closed, sent } = await flood(listening.port, asked, asked.repeat(1_000), 100_000_000);
    await listening.close();
    expect([closed, sent < 20_000_000]).toEqual([true, true]);
  });
});

describe('more cookies than fit', () => {
  it('K9: are answered by a page that says in both languages which cookies to delete', async () => {
    const cookies = Array.from({ length: 340 }, (_, i) => `tracker-${i}=${'x'.repeat(40)}`).join('; ');
    const request = `GET / HTTP/1.1\r\n${host}\r\nAccept: text/html\r\nCookie: ${cookies}\r\n\r\n`;
    expect(request.length).toBeGreaterThan(17_000);
    const heard = await talk(server.port, request, 2_000);
    expect([heard.statuses, heard.closed]).toEqual([[431], true]);
    const page = Buffer.from(heard.text, 'latin1').toString('utf8');
    expect(page).toMatch(/^content-type: text\/html; charset=utf-8\r$/im);
    expect(page).toMatch(/^cache-control: no-store\r$/im);
    expect(page).toMatch(/^content-security-policy: default-src 'none'/im);
    expect(page).toContain('Cookie 太多');
    expect(page).toContain('too many cookies');
    expect(page.match(/<strong>login\.example\.com<\/strong>/g)).toHaveLength(2);
    expect(page).not.toContain('tracker-');
  });

  it('K9: are answered so in the operator’s name and colours, which say nothing but themselves', async () => {
    const { light, dark } = palettes;
    const look = { light: { ...light, ground: '#f1f5f1' }, dark: { ...dark, ground: '#0d1410' } };
    const name = { 'zh-CN': '青禾 <b>', en: 'Greenfield' };
    const others = { heading: undefined, intro: undefined, logo: undefined, links: {} };
    const branded = await listen(world, { ...others, name, palettes: look });
    const heard = await talk(
      branded.port,
      `GET / HTTP/1.1\r\n${host}\r\nCookie: a=${'x'.repeat(17_000)}\r\n\r\n`,
      2_000,
    );
    await branded.close();
    const page = Buffer.from(heard.text, 'latin1').toString('utf8');
    expect(page).toContain('<header>青禾 &#60;b&#62; · Greenfield</header>');
    expect(page).toContain('--ground:#f1f5f1;');
    expect(page).toContain('--ground:#0d1410;');
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    expect(page).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  });

  it('K9: what is unreadable in another way is told in no more than its status', async () => {
    const heard = await talk(server.port, `GET /healthz HTTP/1.1\r\n${host}\r\nX Y: z\r\n\r\n`, 2_000);
    expect([heard.statuses, heard.text.endsWith('\r\n\r\n')]).toEqual([[400], true]);
  });
});

describe('the request line and the headers', () => {
  /** Asks for the connection to end after the answer, so that nobody waits for more. */
  const ask = (lines: string[]) => talk(server.port, `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`, 2_000);

  it.each([
    ['two names', [host, 'Host: evil.example'], 421],
    ['one name twice', [host, host], 421],
    ['two names, ours last', ['Host: evil.example', host], 421],
    ['none', [], 400],
    ['an empty one', ['Host:'], 421],
    ['one with a path', ['Host: login.example.com/x'], 421],
  ])('I3: with %s for its host is refused', async (_, lines, status) => {
    const heard = await ask(['GET /auth/login HTTP/1.1', ...lines]);
    expect(heard.statuses).toEqual([status]);
    expect(heard.text).not.toContain('evil.example');
    expect(heard.text).not.toMatch(/^location:/im);
  });

  it.each(['http://evil.example/auth/login', 'https://login.example.com/auth/login', '*', 'auth/login'])(
    'I3: to %s instead of a path is refused',
    async (target) => {
      const heard = await ask([`OPTIONS ${target} HTTP/1.1`, host]);
      expect([400, 421]).toContain(heard.statuses[0]);
    },
  );

  it.each([
    ['20 KB', `X-Long: ${'x'.repeat(20_000)}`, 431],
    ['60 KB of commas', `X-Forwarded-For: ${','.repeat(60_000)}`, 431],
    ['a NUL', 'X-Null: a\0b', 400],
    ['a bare carriage return', 'X-Bare: a\rb: c', 400],
    ['a folded line', 'X-Folded: a\r\n b', 400],
    ['a name of blanks', ' : x', 400],
    ['a name with a blank', 'X Y: z', 400],
  ])('K9, I7: with %s is refused and its connection ended', async (_, line, status) => {
    const heard = await talk(server.port, `GET /healthz HTTP/1.1\r\n${host}\r\n${line}\r\n\r\n`, 2_000);
    expect([heard.statuses, heard.closed]).toEqual([[status], true]);
  });

  it('K13: with an address of 20 KB is refused', async () => {
    expect((await ask([`GET /${'x'.repeat(20_000)} HTTP/1.1`, host])).statuses).toEqual([431]);
  });

  it('I7: with 60 KB of blanks, which the parser drops, is answered at once', async () => {
    const startedAt = performance.now();
    const heard = await ask(['GET /healthz HTTP/1.1', host, `X-Forwarded-For: ${' '.repeat(60_000)}`]);
    expect(heard.statuses).toEqual([200]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('K9: with two hundred headers, __proto__ among them, is a request like any other', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `X-${i}: ${i}`);
    expect((await ask(['GET /healthz HTTP/1.1', host, '__proto__: x', ...many])).statuses).toEqual([200]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('C10: with two Authorization headers shows no credential', async () => {
    const { access_token } = await world.gadget();
    const bearer = `Authorization: Bearer ${access_token}`;
    expect((await ask(['GET /api/v1/me HTTP/1.1', host, bearer])).statuses).toEqual([200]);
    expect((await ask(['GET /api/v1/me HTTP/1.1', host, bearer, bearer])).statuses).toEqual([401]);
    expect((await ask(['GET /api/v1/me HTTP/1.1', host, bearer, 'authorization: Bearer x'])).statuses).toEqual([401]);
  });

  it('C11: with its cookies in two headers shows one list of cookies', async () => {
    const browser = await world.signedInBrowser();
    const cookie = `Cookie: __Host-fls=${browser.cookies.get('__Host-fls')}`;
    expect((await ask(['GET /api/v1/me HTTP/1.1', host, 'Cookie: a=b', cookie])).statuses).toEqual([200]);
    expect((await ask(['GET /api/v1/me HTTP/1.1', host, 'Cookie: __Host-fls=b', cookie])).statuses).toEqual([400]);
  });

  it.each([
    ['TRACE', '/api/v1/me', 405],
    ['PROPFIND', '/api/v1/me', 405],
    ['FOO', '/api/v1/me', 400],
    ['get', '/healthz', 400],
  ])('K12: the method %s is refused', async (method, path, status) => {
    expect((await ask([`${method} ${path} HTTP/1.1`, host])).statuses).toEqual([status]);
  });

  it('K12: CONNECT is hung up on', async () => {
    const heard = await ask(['CONNECT evil.example:443 HTTP/1.1', host]);
    expect([heard.statuses, heard.closed]).toEqual([[], true]);
  });

  it.each([
    ['/%00', 400],
    ['/%', 400],
    ['/%ff', 400],
    ['/api/v1/sessions/%00', 400],
    ['/api/v1/../v1/me', 404],
    ['/api/./v1/me', 404],
    ['//api/v1/me', 404],
    ['//evil.example/auth/login', 404],
    ['/api\\v1\\me', 404],
    ['/api/v1/me;jsessionid=1', 404],
    ['/assets/../../package.json', 404],
    ['/healthz?', 200],
    ['/healthz#x', 200],
    ['/healthz\t', 400],
  ])('K13: GET %j is answered %i', async (target, status) => {
    expect((await ask([`GET ${target} HTTP/1.1`, host])).statuses).toEqual([status]);
  });

  it.each([
    [
      'a web socket',
      ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13'],
    ],
    ['HTTP/2', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA']],
  ])('K16: an offer to become %s is not taken up', async (_, lines) => {
    expect((await ask(['GET /api/v1/me HTTP/1.1', host, ...lines])).statuses).toEqual([401]);
  });

  it('K17: a body is asked for when the client waits for that, and no other wish is granted', async () => {
    const post = ['POST /api/v1/auth/refresh HTTP/1.1', host, json, 'Content-Length: 21'];
    const patient = await talk(
      server.port,
      `${[...post, 'Expect: 100-continue', 'Connection: close'].join('\r\n')}\r\n\r\n{"refresh_token":"x"}`,
    );
    expect(patient.statuses).toEqual([100, 401]);
    expect((await ask([...post, 'Expect: a-miracle'])).statuses).toEqual([417]);
  });

  it('C20: HEAD is answered without a body', async () => {
    const heard = await ask(['HEAD /api/v1/me HTTP/1.1', host]);
    expect(heard.text.endsWith('\r\n\r\n')).toBe(true);
  });
});
