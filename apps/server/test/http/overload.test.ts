import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { until } from '../../../../scripts/until.ts';
import { createWorkQueue, type WorkQueue } from '../../src/http/work-queue.ts';
import { zhangSan } from './fake-feishu.ts';
import { listen } from './tcp.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

/** Milliseconds that work which has begun waits here at present. */
let late = 0;
const few = 4;

async function open(): Promise<WorkQueue> {
  late = 0;
  const work = createWorkQueue({ few, late: () => late });
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
async function signingIn(count: number) {
  const before = world.feishu.asked.length;
  const letGo = world.feishu.hold();
  const answers = Array.from({ length: count }, signIn);
  await until(() => world.feishu.asked.length >= before + count);
  return { answers, letGo };
}

/** As many as may be under way however late they are, then as many that wait behind them. */
async function crowd(work: WorkQueue) {
  const { answers, letGo } = await signingIn(few);
  late = 400;
  const waiting = Array.from({ length: few }, signIn);
  await until(() => work.figures().waiting === few);
  return { answers, waiting, letGo };
}

describe('More than can be answered', () => {
  it('O16: what would wait too long is refused before anything is done, told when to come back, and served when there is room', async () => {
    const work = await open();
    const { answers, waiting, letGo } = await crowd(work);
    await until(async () => (await signIn()).status === 503);
    const refused = await signIn();
    expect(refused).toMatchObject({ status: 503, code: 'overloaded' });
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(refused.json()).toMatchObject({
      error: { retry_after: seconds, request_id: refused.headers['x-request-id'] },
    });
    expect(refused.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-length': String(refused.text.length),
    });
    expect(world.feishu.asked).toHaveLength(few);
    expect(new Set(world.shed)).toEqual(new Set(['others']));
    letGo();
    late = 0;
    expect(await statuses(answers)).toEqual(answers.map(() => 200));
    await Promise.all(waiting);
    expect(work.figures()).toEqual({ under_way: 0, waiting: 0 });
    expect((await signIn()).status).toBe(200);
  });

  it('O16: whoever waits is served as soon as there is time', async () => {
    const work = await open();
    const { answers, waiting, letGo } = await crowd(work);
    late = 0;
    await until(() => world.feishu.asked.length === 2 * few);
    letGo();
    expect(await statuses([...answers, ...waiting])).toEqual(Array.from({ length: 2 * few }, () => 200));
  });

  it('O16: nobody waits for ever: after a second at most they are told', async () => {
    const work = await open();
    const { answers, letGo } = await signingIn(few);
    late = 400;
    const begun = performance.now();
    expect(await signIn()).toMatchObject({ status: 503, code: 'overloaded' });
    expect(performance.now() - begun).toBeGreaterThan(500);
    expect(world.feishu.asked).toHaveLength(few);
    expect(work.figures()).toEqual({ under_way: few, waiting: 0 });
    letGo();
    await Promise.all(answers);
  });

  it('O16: who is signed in goes on meanwhile, refreshes, and signs out; probes are answered', async () => {
    const work = await open();
    const person = await world.signedInBrowser();
    const tokens = await world.gadget();
    const { answers, waiting, letGo } = await crowd(work);
    expect(await statuses([world.me(tokens), person.open('/'), world.send({ url: '/healthz' })])).toEqual([
      200, 200, 200,
    ]);
    const refreshed = await world.send({
      method: 'POST',
      url: '/api/v1/auth/refresh',
      body: { refresh_token: tokens.refresh_token },
    });
    expect(refreshed.status).toBe(200);
    expect(work.figures().under_way).toBe(few);
    expect(await statuses([world.send({ url: '/auth/login' }), world.send({ url: '/api/v1/me' })])).toEqual([503, 503]);
    letGo();
    await Promise.all([...answers, ...waiting]);
  });

  it('O16: a person who opens a page meanwhile is shown one that says so', async () => {
    const work = await open();
    const { answers, waiting, letGo } = await crowd(work);
    const page = await world.browser().open('/auth/login');
    expect(page).toMatchObject({ status: 503 });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toBeDefined();
    expect(Number(page.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(page.text).toContain('"code":"overloaded"');
    letGo();
    await Promise.all([...answers, ...waiting]);
  });

  it('O16: whatever makes few wait, nobody is refused for it', async () => {
    await open();
    late = 10_000;
    for (let i = 0; i < 5; i += 1) expect((await signIn()).status).toBe(200);
    expect(await statuses(Array.from({ length: few }, signIn))).toEqual(Array.from({ length: few }, () => 200));
  });

  it('O16: of a crowd that comes in one moment, who is signed in need not wait for the others', async () => {
    await open();
    const tokens = await world.gadget();
    const order: string[] = [];
    const done = (who: string) => () => void order.push(who);
    const start = { method: 'POST', url: '/api/v1/auth/h5/start', body: {} } as const;
    const others = Array.from({ length: 200 }, () => world.send(start).then(done('other')));
    await Promise.all([...others, world.me(tokens).then(done('signed in'))]);
    expect(order.indexOf('signed in')).toBeLessThan(190);
  });

  it('M1: a crowd of sign-ins that wait for a Feishu which hangs takes nobody’s place', async () => {
    const work = await open();
    const crowds = [];
    for (let i = 0; i < 15; i += 1) crowds.push(await signingIn(20));
    expect(work.figures()).toEqual({ under_way: 300, waiting: 0 });
    expect(await stranger()).toBe(401);
    expect((await world.send({ url: '/auth/login' })).status).toBe(302);
    expect(world.shed).toEqual([]);
    for (const { letGo } of crowds) letGo();
    expect(new Set(await statuses(crowds.flatMap(({ answers }) => answers)))).toEqual(new Set([200]));
  });

  it('O16, K11: bodies that do not arrive keep nobody out', async () => {
    const work = await open();
    const { port, close } = await listen(world);
    const head = `POST /api/v1/auth/gadget HTTP/1.1\r\nHost: login.example.com\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{`;
    const slow = Array.from({ length: 2 * few }, () =>
      connect(port, '127.0.0.1', function (this: { write(text: string): void }) {
        this.write(head);
      }),
    );
    await until(() => work.figures().under_way === 2 * few);
    expect((await signIn()).status).toBe(200);
    for (const socket of slow) socket.destroy();
    await until(() => work.figures().under_way === 0);
    await close();
  });
});
