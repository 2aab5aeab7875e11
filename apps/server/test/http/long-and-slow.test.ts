import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { drip, flood, type Heard, type Listening, listen, talk } from './tcp.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let server: Listening;
let slow: { readonly headers: Promise<Heard>; readonly body: Promise<Heard>; readonly lying: Promise<Heard> };

const host = 'Host: login.example.com';
const json = 'Content-Type: application/json';

beforeAll(async () => {
  world = await createWorld();
  server = await listen(world);
  // These take as long as a slow client may take, so they run beside all the others.
  const post = `POST /api/v1/auth/refresh HTTP/1.1\r\n${host}\r\n${json}\r\n`;
  slow = {
    headers: drip(server.port, 'GET /healthz HTTP/1.1\r\n', 'X-Slow: y\r\n', { every: 250, patience: 10_000 }),
    body: drip(server.port, `${post}Content-Length: 1000\r\n\r\n`, ' ', { every: 250, patience: 15_000 }),
    lying: talk(server.port, `${post}Content-Length: 1000\r\n\r\n{}`, 15_000),
  };
});
afterAll(async () => {
  await server.close();
  await world.close();
});

describe('K1: a body that is too long', () => {
  const post = `POST /api/v1/auth/refresh HTTP/1.1\r\n${host}\r\n${json}\r\n`;
  const chunk = 'x'.repeat(16_384);

  it('K1: by its own account is refused before it is read', async () => {
    const heard = await talk(server.port, `${post}Content-Length: 104857600\r\n\r\n{`, 2_000);
    expect([heard.statuses, heard.closed]).toEqual([[413], true]);
    expect(heard.after).toBeLessThan(4_000);
  });

  it.each([
    ['of a hundred megabytes', 'Content-Length: 104857600\r\n\r\n', chunk],
    ['without end, in chunks', 'Transfer-Encoding: chunked\r\n\r\n', `4000\r\n${chunk}\r\n`],
  ])('K1: %s is cut off', async (_, head, part) => {
    const before = process.memoryUsage().rss;
    const { statuses, closed, sent } = await flood(server.port, `${post}${head}`, part, 104_857_600);
    // A reset may overtake the answer: what counts is that the rest was not taken.
    expect([[413], []]).toContainEqual(statuses);
    expect([closed, sent < 30_000_000]).toEqual([true, true]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it.each(['GET /healthz', 'GET /', 'GET /nowhere', 'GET /api/v1/me', 'POST /auth/login', 'DELETE /api/v1/sessions/x'])(
    'K1: is not taken by %s either, which needs none',
    async (request) => {
      const head = `${request} HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: 104857600\r\n\r\n`;
      const { closed, sent } = await flood(server.port, head, chunk, 104_857_600);
      expect([closed, sent < 30_000_000]).toEqual([true, true]);
    },
  );
});

describe('many requests', () => {
  it('K14: a connection that cannot be accepted is reported, and the others go on', async () => {
    // What Node tells when the process may open no more files.
    const failure = new Error('accept EMFILE');
    for (let i = 0; i < 3; i += 1) server.server.emit('error', failure);
    expect(server.failures).toEqual([failure, failure, failure]);
    expect((await fetch(`http://127.0.0.1:${server.port}/healthz`)).status).toBe(200);
  });

  it('K14: a thousand requests in one go are all answered', async () => {
    const one = `GET /healthz HTTP/1.1\r\n${host}\r\n`;
    const heard = await talk(server.port, `${`${one}\r\n`.repeat(999)}${one}Connection: close\r\n\r\n`, 10_000);
    expect(heard.statuses.filter((status) => status === 200)).toHaveLength(1_000);
  });
});

describe('K11: a slow client', () => {
  it('K11: is cut off after six seconds of headers', async () => {
    const heard = await slow.headers;
    expect([heard.statuses, heard.closed]).toEqual([[408], true]);
    // Six seconds on an idle machine; without our settings it would be sixty.
    expect(heard.after).toBeLessThan(25_000);
  });

  it('K11: is cut off after eleven seconds of body, bytes or none', async () => {
    for (const heard of [await slow.body, await slow.lying]) {
      expect([heard.statuses, heard.closed]).toEqual([[408], true]);
      expect(heard.after).toBeLessThan(30_000);
    }
  });
});
