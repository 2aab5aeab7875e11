import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../../scripts/until.ts';
import { createWorkLimit, type WorkLimit } from '../../src/http/work-limit.ts';
import { zhangSan } from './fake-feishu.ts';
import { listen } from './tcp.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

/** Milliseconds that work waits here at present. */
let late = 0;

async function open(): Promise<WorkLimit> {
  late = 0;
  const work = createWorkLimit({ most: 8, least: 2, late: () => late });
  world = await createWorld({ app: { work } });
  return work;
}

const signIn = () => {
  const body = { code: world.feishu.code(zhangSan), via: 'requestAccess' };
  return world.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
};
const stranger = async () => (await world.send({ url: '/api/v1/me' })).status;
const statuses = async (answers: readonly Promise<{ status: number }>[]) =>
  (await Promise.all(answers)).map(({ status }) => status);

/** So many sign-ins wait for Feishu. */
async function signingIn(work: WorkLimit, count: number) {
  const letGo = world.feishu.hold();
  const answers = Array.from({ length: count }, signIn);
  await until(() => world.feishu.asked.length >= count);
  expect(work.figures().under_way).toBe(count);
  return { answers, letGo };
}

describe('More than can be answered', () => {
  it('O16: a sign-in on top is refused before anything is done, told when to come back, and served when there is room', async () => {
    const work = await open();
    const { answers, letGo } = await signingIn(work, 4);
    const refused = await signIn();
    expect(refused).toMatchObject({ status: 503, code: 'overloaded' });
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(refused.json()).toMatchObject({
      error: { retry_after: seconds, request_id: refused.headers['x-request-id'] },
    });
    expect(world.feishu.asked).toHaveLength(4);
    expect(world.shed).toEqual(['others']);
    letGo();
    expect(await statuses(answers)).toEqual([200, 200, 200, 200]);
    expect(work.figures().under_way).toBe(0);
    expect((await signIn()).status).toBe(200);
  });

  it('O16: who is signed in goes on meanwhile, refreshes, and signs out; probes are answered', async () => {
    const work = await open();
    const person = await world.signedInBrowser();
    const tokens = await world.gadget();
    const others = world.feishu.asked.length;
    const letGo = world.feishu.hold();
    const answers = Array.from({ length: 4 }, signIn);
    await until(() => world.feishu.asked.length === others + 4);
    expect(await statuses([world.me(tokens), person.open('/'), world.send({ url: '/healthz' })])).toEqual([
      200, 200, 200,
    ]);
    const refreshed = await world.send({
      method: 'POST',
      url: '/api/v1/auth/refresh',
      body: { refresh_token: tokens.refresh_token },
    });
    expect(refreshed.status).toBe(200);
    expect(await statuses([world.send({ url: '/auth/login' }), world.send({ url: '/api/v1/me' })])).toEqual([503, 503]);
    expect(work.figures().under_way).toBe(4);
    letGo();
    await Promise.all(answers);
  });

  it('O16: a person who opens a page meanwhile is shown one that says so', async () => {
    const work = await open();
    const { answers, letGo } = await signingIn(work, 4);
    const page = await world.browser().open('/auth/login');
    expect(page).toMatchObject({ status: 503 });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toBeDefined();
    expect(page.text).toContain('"code":"overloaded"');
    letGo();
    await Promise.all(answers);
  });

  it('O16: fewer are let in while a crowd waits too long, as many as before when it does not, and never nobody', async () => {
    const work = await open();
    const { answers, letGo } = await signingIn(work, 3);
    late = 400;
    await until(async () => (await stranger()) === 503);
    expect(work.figures().limit).toBeLessThanOrEqual(6);
    await until(async () => (await stranger()) === 503 && work.figures().limit === 2);
    letGo();
    await Promise.all(answers);
    expect(await stranger()).toBe(401);
    late = 0;
    await until(async () => (await stranger()) === 401 && work.figures().limit === 8);
  });

  it('O16: whatever makes few wait, nobody is refused for it', async () => {
    const work = await open();
    late = 10_000;
    for (let i = 0; i < 5; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 110));
      expect((await signIn()).status).toBe(200);
    }
    expect(work.figures().limit).toBe(8);
  });

  it('O16, K11: bodies that do not arrive keep nobody out', async () => {
    const work = await open();
    const { port, close } = await listen(world);
    const head = `POST /api/v1/auth/gadget HTTP/1.1\r\nHost: login.example.com\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{`;
    const slow = Array.from({ length: 4 }, () =>
      connect(port, '127.0.0.1', function (this: { write(text: string): void }) {
        this.write(head);
      }),
    );
    await until(() => work.figures().under_way === 4);
    await until(() => work.figures().under_way === 0);
    expect((await signIn()).status).toBe(200);
    for (const socket of slow) socket.destroy();
    await close();
    expect(work.figures().under_way).toBe(0);
  });
});
