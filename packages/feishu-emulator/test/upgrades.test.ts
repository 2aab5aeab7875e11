import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { app, startWorld, type World } from './world.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** A connection on which bytes are written as they are; `heard` is all that came back. */
async function dial(world: World): Promise<{ socket: Socket; heard(until: RegExp): Promise<string> }> {
  const socket = connect(world.emulator.port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  let stirred = () => {};
  socket.on('data', (chunk) => {
    text += chunk.toString();
    stirred();
  });
  socket.on('close', () => stirred());
  socket.on('error', () => {});
  await once(socket, 'connect');
  return {
    socket,
    async heard(until) {
      while (!until.test(text) && !socket.closed) {
        await new Promise<void>((resolve) => {
          stirred = resolve;
        });
      }
      const all = text;
      text = '';
      return all;
    },
  };
}

/** What `curl --http2` and Java's HttpClient send with every request. */
const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n';
const webSocket =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';

const post = (path: string, body: string, offer: string) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${offer}\r\n${body}`;

describe('an offer to change the protocol', () => {
  it('to HTTP/2 is declined: the request is answered as the HTTP/1.1 it is, however often it comes', async () => {
    const warnings = jest.fn();
    process.on('warning', warnings);
    const world = await startWorld();
    const { socket, heard } = await dial(world);
    for (let n = 0; n < 15; n += 1) {
      const fields = { grant_type: 'authorization_code', ...app, code: await world.code() };
      socket.write(post('/open-apis/authen/v2/oauth/token', JSON.stringify(fields), h2c));
      const answer = await heard(/\}$/);
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
      expect(answer).toContain('"access_token"');
    }
    process.off('warning', warnings);
    expect(warnings).not.toHaveBeenCalled();
  });

  it('is declined with a body that comes later and piece by piece', async () => {
    const world = await startWorld();
    const { socket, heard } = await dial(world);
    const body = JSON.stringify({ app_id: app.client_id, app_secret: app.client_secret, pad: 'x'.repeat(5000) });
    const text = post('/open-apis/auth/v3/app_access_token/internal', body, h2c);
    for (let at = 0; at < text.length; at += 700) {
      socket.write(text.slice(at, at + 700));
      await sleep(2);
    }
    expect(await heard(/\}$/)).toContain('"app_access_token"');
  });

  it('is declined for a body in chunks, and the connection closed where that was asked for', async () => {
    const world = await startWorld();
    const { socket, heard } = await dial(world);
    const offer = h2c.replace('Connection: ', 'Connection: close, ');
    socket.write(
      `POST /_emulator/codes HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n${offer}\r\n2\r\n{}\r\n0\r\n\r\n`,
    );
    const answer = await heard(/\}/);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(answer).toMatch(/Connection: close/i);
  });

  it('loses no request behind it or before it, sent at once', async () => {
    const world = await startWorld();
    const { socket, heard } = await dial(world);
    const get = (path: string, offer: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${offer}\r\n`;
    const slow = get('/_emulator/journal?path=/nowhere&wait=0.1', '');
    socket.write(slow + get('/healthz', h2c) + get('/healthz', '') + get('/healthz', h2c) + slow + get('/last', h2c));
    const answers = await heard(/page not found/);
    expect(answers.match(/^(\{|404).*/gm)).toEqual([
      expect.stringContaining('entries'),
      ...Array(3).fill(expect.stringContaining('ok')),
      expect.stringContaining('entries'),
      '404 page not found',
    ]);
  });

  it.each([
    ['//', webSocket],
    ['//', h2c],
    ['/_emulator/long-connection-not', webSocket],
    ['http://[', webSocket],
    ['/open-apis/authen/v1/user_info', webSocket],
    ['/', 'Connection: Upgrade\r\nUpgrade: tea\r\n'],
  ])('at %s ends nothing, and is answered like any request', async (path, offer) => {
    const world = await startWorld();
    const { socket, heard } = await dial(world);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${offer}\r\n`);
    expect(await heard(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 [24]\d\d/);
    expect((await world.ask('/healthz')).status).toBe(200);
  });

  it.each([
    ['refused', '/nowhere', webSocket],
    ['to HTTP/2', '/healthz', h2c],
    ['accepted', '/_emulator/long-connection?ticket=x', webSocket],
    [
      'sent while something is answered',
      '/_emulator/journal?wait=0.05&path=/nowhere HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz',
      h2c,
    ],
    ['without a key', '/_emulator/long-connection?ticket=x', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'],
  ])('may be %s and broken off', async (_what, path, offer) => {
    const failures = jest.fn();
    process.on('uncaughtExceptionMonitor', failures);
    const world = await startWorld();
    for (const wait of [0, 1, 5, 20]) {
      const { socket } = await dial(world);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${offer}\r\n`);
      await sleep(wait);
      socket.resetAndDestroy();
    }
    await sleep(50);
    expect((await world.ask('/healthz')).status).toBe(200);
    process.off('uncaughtExceptionMonitor', failures);
    expect(failures).not.toHaveBeenCalled();
  });
});
