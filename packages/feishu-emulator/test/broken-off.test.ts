import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { app, startWorld, type World } from './world.ts';

let complaints: jest.SpiedFunction<typeof console.error>;
beforeEach(() => {
  complaints = jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  const written = [...complaints.mock.calls];
  complaints.mockRestore();
  expect(written).toEqual([]);
});

/** Writes these bytes one after the other; all that comes back until the other side hangs up, or nothing more comes. */
async function send(world: World, parts: readonly string[], end = true): Promise<string> {
  const socket = connect(world.emulator.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  for (const part of parts) {
    socket.write(part);
    await sleep(5);
  }
  if (end) socket.end();
  await Promise.race([once(socket, 'close'), sleep(500)]);
  socket.destroy();
  return text;
}

const paths = [
  '/open-apis/authen/v2/oauth/token',
  '/open-apis/nowhere',
  '/_emulator/codes',
  '/_emulator/reset',
  '/_emulator/relay',
  '/_emulator/client/login',
  '/_emulator/accounts/sign-in',
  '/oauth/v1/device/verify',
  '/callback/ws/endpoint',
];
const head = (path: string, ...lines: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Content-Type: application/json', ...lines, '', ''].join('\r\n');
const chunked = 'Transfer-Encoding: chunked';

const broken: Record<string, (path: string) => string[]> = {
  'no size of a chunk': (path) => [head(path, chunked), 'zz\r\n{}\r\n0\r\n\r\n'],
  'a chunk longer than it says': (path) => [head(path, chunked), '2\r\n{}', 'XYZ\r\n'],
  'a chunk that breaks off': (path) => [head(path, chunked), '5\r\n{}'],
  'no last chunk': (path) => [head(path, chunked), '2\r\n{}\r\n'],
  'an endless extension': (path) => [head(path, chunked), `2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`],
  'less than its length': (path) => [head(path, 'Content-Length: 50'), '{}'],
  'no body, though announced': (path) => [head(path, 'Expect: 100-continue', 'Content-Length: 2')],
  'two lengths': (path) => [head(path, 'Content-Length: 2', 'Content-Length: 3'), '{}'],
  'a length and chunks': (path) => [head(path, 'Content-Length: 2', chunked), '2\r\n{}\r\n0\r\n\r\n'],
  'another coding': (path) => [head(path, 'Transfer-Encoding: gzip'), '{}'],
  'a body said to be packed': (path) => [head(path, 'Content-Encoding: gzip', 'Content-Length: 2'), '{}'],
  'a request behind it that is none': (path) => [`${head(path, 'Content-Length: 2')}{}`, 'GARBAGE\r\n\r\n'],
};

describe('a body that is not sent as its headers say', () => {
  it.each(Object.entries(broken))('%s: nothing fails, nothing is written, nothing is done', async (_what, parts) => {
    const world = await startWorld({ settings: { strict: true } });
    world.state.settings.patch({ auto_consent: true });
    const answers = await Promise.all(paths.map(async (path) => [path, await send(world, parts(path))] as const));
    for (const [path, answer] of answers) {
      expect([path, answer.split('\r\n')[0]]).toEqual([path, expect.stringMatching(/^(HTTP\/1\.1 [1-4]\d\d .*|)$/)]);
      expect(answer).not.toMatch(/ at .*:\d+:\d+|node_modules/);
    }
    expect((await world.ask('/healthz')).status).toBe(200);
  });

  it('does not reset the platform', async () => {
    const world = await startWorld();
    await world.control('PATCH', 'settings', { strict: true });
    for (const parts of Object.values(broken).slice(0, 7)) await send(world, parts('/_emulator/reset'));
    expect(world.state.settings.values.strict).toBe(true);
  });

  it('stands in the journal as a body that could not be read', async () => {
    const world = await startWorld();
    await send(world, broken['a chunk that breaks off']?.('/open-apis/authen/v2/oauth/token') ?? []);
    const [entry] = await world.journal('?wait=2');
    expect(entry).toMatchObject({ path: '/open-apis/authen/v2/oauth/token', code: 20063 });
  });
});

describe('whatever is written on a connection', () => {
  const get = (path: string, ...lines: string[]) =>
    [`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...lines, '', ''].join('\r\n');
  it.each([
    ['headers of 70 kB', '431', get('/healthz', `X: ${'y'.repeat(70_000)}`)],
    ['an address of 100 kB', '431', get(`/${'y'.repeat(100_000)}`)],
    ['an address of 60 kB', '404', get(`${'/y'.repeat(30_000)}`)],
    ['3000 headers', '200', get('/healthz', ...Array.from({ length: 3000 }, (_, n) => `X-${n}: y`))],
    ['half a percent sign', '404', get('/%zz%ff%00/..%2f')],
    ['an id of half a percent sign', '404', get('/_emulator/users/%ff%fe')],
    ['a world of half a percent sign', '400', get('/w/%ff/healthz')],
    ['an address in Chinese', '400', get('/中文')],
    ['no address', '400', get('http://[::1/healthz')],
    ['an address of something else', '400', get('mailto:a')],
    ['an address in place of a path', '200', get('http://localhost/healthz')],
    ['an address without a path', '404', get('http://localhost?x')],
    ['an address in a world', '200', get('http://localhost/w/mine/healthz')],
    ['the control API by an address of elsewhere', '403', get('http://evil.example/_emulator/state')],
    ['a method nobody knows', '400', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['TRACE', '404', 'TRACE /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['OPTIONS of everything', '400', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    ['CONNECT', '', 'CONNECT example.com:443 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['the preface of HTTP/2', '400', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a greeting of TLS', '400', '\u0016\u0003\u0001\u0000\u0005\u0001'],
    ['nothing but zeros', '400', '\0'.repeat(200)],
    ['an expectation nobody knows', '417', get('/healthz', 'Expect: cheese')],
    [
      'two hundred requests at once',
      '200',
      get('/healthz').replace('close', 'keep-alive').repeat(199) + get('/healthz'),
    ],
  ])('%s is answered with %s', async (_what, status, text) => {
    const world = await startWorld();
    const answer = await send(world, [text], false);
    expect(answer.slice(0, 12)).toBe(status === '' ? '' : `HTTP/1.1 ${status}`);
    expect((await world.ask('/healthz')).status).toBe(200);
  });

  it('frames of a long connection that are none end that connection at most', async () => {
    const world = await startWorld();
    for (const frame of [
      'ffffffffff',
      '8205ffffffffff',
      '828500000000ffffffffff',
      '82ff7fffffffffffffff00000000',
      '818100000000',
      '8882000000000001',
      '828000000000',
    ]) {
      const ticket = world.state.connections.invite(app.client_id);
      const upgrade = `GET /_emulator/long-connection?ticket=${ticket} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
      const socket = connect(world.emulator.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(upgrade);
      await once(socket, 'data');
      socket.write(Buffer.from(frame, 'hex'));
      await Promise.race([once(socket, 'close'), sleep(50)]);
      socket.destroy();
    }
    expect((await world.ask('/healthz')).status).toBe(200);
  });

  it.each(['/open-apis/authen/v2/oauth/token', '/_emulator/stubs', '/_emulator/events', '/_emulator/faults'])(
    'JSON of ten thousand levels at %s is refused',
    async (path) => {
      const world = await startWorld();
      await world.control('PUT', `apps/${app.client_id}`, { event_url: 'http://127.0.0.1:9/' });
      const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
      const plans = [
        `{"method":"GET","path":"/open-apis/x","answer":{"body":${deep}}}`,
        `{"type":"contact.user.updated_v3","event":${deep}}`,
        `{"fault":"override","params":{"set":{"data":${deep}}}}`,
        `{"fault":"override","params":{"set":{"${'a.'.repeat(20_000)}a":1}}}`,
        deep,
      ];
      for (const text of plans) {
        const { status } = await world.ask(path, { text, headers: { 'content-type': 'application/json' } });
        expect(status).toBeLessThan(500);
      }
      expect((await world.userInfo('u-x')).status).toBeLessThan(500);
    },
  );
});

describe('nobody is kept waiting by a world that goes', () => {
  const waits: Record<string, (world: World) => Promise<Response>> = {
    'for the journal': (world) => fetch(`${world.url}/w/mine/_emulator/journal?wait=50`),
    'for a slow answer': (world) => fetch(`${world.url}/w/mine/open-apis/authen/v1/user_info`),
    'for an answer that never comes': (world) => fetch(`${world.url}/w/mine/open-apis/task/v2/tasks`),
    'for one that comes in drops': (world) => fetch(`${world.url}/w/mine/open-apis/application/v6/scopes`),
    'for the relay': (world) =>
      fetch(`${world.url}/w/mine/_emulator/relay`, {
        method: 'POST',
        body: JSON.stringify({ url: `${world.url}/w/other/open-apis/task/v2/tasks` }),
      }),
  };
  it.each(Object.entries(waits))('%s', async (_what, wait) => {
    const world = await startWorld();
    for (const name of ['mine', 'other']) {
      const { faults } = world.emulator.world(name).state;
      faults.add({ fault: 'slow', match: { path: '*/user_info' }, params: { ms: 50_000 } });
      faults.add({ fault: 'blackhole', match: { path: '*/tasks' } });
      faults.add({ fault: 'endless-drip', match: { path: '*/scopes' } });
    }
    const waiting = wait(world).then(
      (answer) => answer.text().catch(() => 'cut'),
      () => 'cut',
    );
    await sleep(200);
    const began = performance.now();
    await world.control('DELETE', 'worlds/mine');
    await waiting;
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('and nothing is pushed by it any more', async () => {
    const world = await startWorld();
    const { state } = world.emulator.world('mine');
    state.apps.upsert({ app_id: app.client_id, event_url: 'http://127.0.0.1:9/' });
    const user = state.users.all()[0];
    const told = user && state.events.userChanged(user, { ...user, status: 'frozen' });
    await world.control('DELETE', 'worlds/mine');
    await told;
    await state.clock.advance(7 * 3600);
    expect(state.events.deliveries().length).toBeLessThan(2);
  });
});
