import { afterEach, describe, expect, it } from '@jest/globals';
import { createSignInLine, type OwnSignInLine } from '../../src/feishu/sign-in-line.ts';
import { createTickets } from '../../src/feishu/tickets.ts';
import { zhangSan } from './fake-feishu.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let line: OwnSignInLine;
afterEach(() => world.close());

/** Feishu takes six sign-ins a minute, and has just taken three at once. */
async function open() {
  world = await createWorld({
    ports: ({ clock }) => {
      line = createSignInLine({
        perMinute: 6,
        tickets: createTickets('secret'),
        now: () => clock.now(),
        network: () => 'office',
      });
      return { line };
    },
  });
  for (let i = 0; i < 3; i += 1) line.turn(undefined);
}

const english = { 'accept-language': 'en' };
const refreshOf = (text: string) => Number(/http-equiv="refresh" content="(\d+)"/.exec(text)?.[1]);

describe('When Feishu takes no more sign-ins', () => {
  it('J11: a browser is shown its place and the time before it is sent to Feishu, and goes on by itself when it is its turn', async () => {
    await open();
    const [first, second] = [world.browser(), world.browser()];
    const page = await first.open('/auth/login?return_to=/', english);
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    expect(page.text).toContain('You are next');
    expect(page.text).toContain('About 10 seconds');
    expect(page.text).not.toContain('<script');
    expect(refreshOf(page.text)).toBe(10);
    const chinese = await second.open('/auth/login', { 'accept-language': 'zh-CN' });
    expect(chinese.text).toContain('<html lang="zh-CN"');
    expect(chinese.text).toContain('你前面大约有 1 人');
    expect(chinese.text).toContain('约 20 秒');
    world.clock.advance(10_000);
    expect((await second.open('/auth/login')).status).toBe(200);
    const { location } = await first.open('/auth/login?return_to=/');
    const signedIn = await first.open(world.feishu.approve(location ?? '', zhangSan));
    expect(signedIn.status).toBe(303);
    expect([...first.cookies.keys()]).toEqual(['__Host-fls']);
    world.clock.advance(10_000);
    expect((await second.open('/auth/login')).status).toBe(302);
  });

  it('J11: nothing is begun for whoever waits, and a program hears the same in JSON', async () => {
    await open();
    const browser = world.browser();
    await browser.open('/auth/login');
    expect([...browser.cookies.keys()]).toEqual(['__Host-flq']);
    const answer = await browser.open('/auth/login', { accept: 'application/json' });
    expect(answer).toMatchObject({ status: 503, code: 'overloaded' });
    expect(answer.headers['retry-after']).toBe('10');
  });

  it('J11: a page inside the client keeps its place by its cookie', async () => {
    await open();
    const page = world.browser();
    const start = () => page.fetch('POST', '/api/v1/auth/h5/start', {});
    const refused = await start();
    expect(refused).toMatchObject({ status: 503, code: 'overloaded' });
    expect(refused.json()).toMatchObject({ error: { retry_after: 10, line: { ahead: 0, seconds: 10 } } });
    world.clock.advance(10_000);
    expect((await start()).status).toBe(200);
    expect([...page.cookies.keys()].filter((name) => name === '__Host-flq')).toEqual([]);
  });

  it('J11: a mini program keeps its place by a ticket, its code unspent and Feishu not asked', async () => {
    await open();
    const code = world.feishu.code(zhangSan);
    const send = (ticket?: string) =>
      world.send({ method: 'POST', url: '/api/v1/auth/gadget', body: { code, via: 'requestAccess', ticket } });
    const refused = await send();
    expect(refused).toMatchObject({ status: 503, code: 'overloaded' });
    const { line: place } = (refused.json() as { error: { line: { ticket: string; ahead: number } } }).error;
    expect(place).toMatchObject({ ahead: 0, seconds: 10 });
    expect(world.feishu.asked).toEqual([]);
    await world.browser().open('/auth/login');
    world.clock.advance(10_000);
    expect((await send()).status).toBe(503);
    expect((await send(place.ticket)).status).toBe(200);
  });

  it('J11: whoever asks again is not counted among the attempts of their address', async () => {
    await open();
    const crowded = world.secondInstance({
      ports: () => ({ line }),
      app: { rateLimits: { failuresPerMinute: 100, requestsPerMinute: 2 } },
    });
    const browser = crowded.browser();
    for (let i = 0; i < 5; i += 1) expect((await browser.open('/auth/login')).status).toBe(200);
  });
});
