import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { startWorld, type World } from './world.ts';

/** Asks with headers that `fetch` does not let through. */
function knock(world: World, method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const body = method === 'GET' ? '' : '{}';
    const to = { port: world.emulator.port, host: '127.0.0.1', method, path };
    const asked = request({ ...to, headers: { 'content-length': body.length, ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const mint = (world: World, headers: Record<string, string>) => knock(world, 'POST', '/_emulator/codes', headers);

describe('a page from elsewhere', () => {
  it.each([
    ['POST', '/_emulator/codes'],
    ['POST', '/_emulator/reset'],
    ['POST', '/_emulator/relay'],
    ['PUT', '/_emulator/apps/cli_x'],
    ['DELETE', '/_emulator/journal'],
    ['GET', '/_emulator/journal'],
    ['POST', '/_emulator/client/login'],
    ['POST', '/_Emulator/codes'],
  ])('gets nothing of %s %s', async (method, path) => {
    const world = await startWorld();
    const before = await world.code();
    for (const origin of ['https://evil.example', 'null', 'http://203.0.113.7', 'http://localhost.evil.example', 'x']) {
      expect(await knock(world, method, path, { origin })).toBe(403);
    }
    expect((await world.exchange(before)).status).toBe(200);
  });

  it('does not come in under a name that was made to lead here', async () => {
    const world = await startWorld();
    const { port } = world.emulator;
    const rebound = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
    expect(await mint(world, rebound)).toBe(403);
    expect(await knock(world, 'GET', '/_emulator/codes', { host: rebound.host })).toBe(403);
    expect(await knock(world, 'GET', '/_emulator', { host: rebound.host })).toBe(403);
  });

  it('is told whose header was wrong and how to let it in', async () => {
    const world = await startWorld();
    const { status, body } = await world.ask('/_emulator/state', { headers: { origin: 'https://evil.example' } });
    expect({ status, code: body.error.code }).toEqual({ status: 403, code: 'forbidden' });
    expect(body.error.message).toMatch(/^Origin: "https:\/\/evil\.example".*allowedHosts/);
  });
});

describe('let in are', () => {
  it.each([
    ['scripts', {}],
    ['scripts that reach it under an address', { host: '192.0.2.7:4000' }],
    ['scripts that reach it under an IPv6 address', { host: '[2001:db8::7]:4000' }],
    ['its own pages', { host: 'localhost:4000', origin: 'http://localhost:4000' }],
    ['its own pages, under an address', { host: '192.0.2.7:4000', origin: 'http://192.0.2.7:4000' }],
    ['its own pages that send no referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['pages of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['pages at the names of the platform', { host: 'open.feishu.cn', origin: 'https://open.feishu.cn' }],
  ])('%s', async (_who, headers) => {
    expect(await mint(await startWorld(), headers)).toBe(200);
  });

  it('hosts that were named', async () => {
    const world = await startWorld({ allowedHosts: ['feishu', 'app.example'] });
    expect(await mint(world, { host: 'feishu:4000' })).toBe(200);
    expect(await mint(world, { origin: 'https://app.example' })).toBe(200);
    expect(await mint(world, { host: 'other:4000' })).toBe(403);
  });

  it('servers at the documented endpoints and at the trap, under whatever name', async () => {
    const world = await startWorld();
    const headers = { host: 'platform.example', origin: 'https://anywhere.example' };
    expect(await knock(world, 'POST', '/open-apis/auth/v3/app_access_token/internal', headers)).toBe(200);
    expect(await knock(world, 'POST', '/_emulator/trap', headers)).toBe(200);
  });
});
