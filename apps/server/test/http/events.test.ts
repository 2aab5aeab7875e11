import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createEventReader } from '../../src/feishu/events.ts';
import { appId, liSi, zhangSan } from './fake-feishu.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const encryptKey = 'an encrypt key';
const verificationToken = 'verification-token-0001';
const readEvent = createEventReader({ appId, encryptKeys: [encryptKey], verificationToken });

let world: World;
afterEach(() => world.close());

async function listening(options: WorldOptions = {}): Promise<World> {
  world = await createWorld({ ...options, app: { readEvent } });
  return world;
}

/** As the platform seals and signs a push (将事件发送至开发者服务器, 接收事件). */
function push(content: object, { at = world.clock.now() } = {}) {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  const body = JSON.stringify({ encrypt: sealed.toString('base64') });
  const [timestamp, nonce] = [String(Math.floor(at / 1000)), randomBytes(8).toString('hex')];
  const headers = {
    'content-type': 'application/json;charset=utf-8',
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': createHash('sha256').update(`${timestamp}${nonce}${encryptKey}${body}`).digest('hex'),
  };
  return { method: 'POST', url: '/feishu/events', headers, body: Buffer.from(body) } as const;
}

function departure(openId: string, facts: { id?: string; type?: string; status?: object } = {}) {
  return {
    schema: '2.0',
    header: {
      event_id: facts.id ?? randomUUID(),
      event_type: facts.type ?? 'contact.user.deleted_v3',
      app_id: appId,
      tenant_key: 'tenant_1',
      token: verificationToken,
      create_time: String(world.clock.now()),
    },
    event: { object: { open_id: openId, status: facts.status } },
  };
}

describe('Events', () => {
  it('F3: somebody who left is out on every instance when the event is answered, with every kind of session', async () => {
    await listening();
    const other = world.secondInstance();
    const [tokens, browser, colleague] = [
      await world.gadget(),
      await world.signedInBrowser(),
      await world.gadget(liSi),
    ];
    expect((await other.me(tokens)).status).toBe(200);
    expect((await world.send(push(departure(zhangSan.openId)))).status).toBe(200);
    expect((await other.me(tokens)).status).toBe(401);
    expect((await browser.open('/api/v1/me')).status).toBe(401);
    const refresh = {
      method: 'POST',
      url: '/api/v1/auth/refresh',
      body: { refresh_token: tokens.refresh_token },
    } as const;
    expect((await other.send(refresh)).status).toBe(401);
    expect((await world.me(colleague)).status).toBe(200);
  });

  it.each([{ is_frozen: true }, { is_resigned: true }, { is_exited: true }])(
    'F4: %j ends all sessions, and being active again revives none',
    async (status) => {
      await listening();
      const tokens = await world.gadget();
      const type = 'contact.user.updated_v3';
      await world.send(push(departure(zhangSan.openId, { type, status })));
      expect((await world.me(tokens)).status).toBe(401);
      await world.send(push(departure(zhangSan.openId, { type, status: { is_activated: true } })));
      expect((await world.me(tokens)).status).toBe(401);
    },
  );

  it('F5: a sign-in under way while the event arrives does not survive it', async () => {
    await listening();
    const release = world.feishu.hold();
    const body = { code: world.feishu.code(zhangSan), via: 'requestAccess' };
    const underWay = world.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
    while (world.feishu.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    world.clock.advance(1000);
    expect((await world.send(push(departure(zhangSan.openId)))).status).toBe(200);
    world.clock.advance(1000);
    release();
    expect(await underWay).toMatchObject({ status: 403, code: 'user_not_allowed' });
  });

  it('F6: somebody who comes back signs in, and the old event delivered again does not end that', async () => {
    await listening();
    await world.gadget();
    const old = departure(zhangSan.openId);
    await world.send(push(old));
    world.clock.advance(3600_000);
    const tokens = await world.gadget();
    expect((await world.send(push(old))).status).toBe(200);
    expect((await world.send(push({ ...old, header: { ...old.header, event_id: randomUUID() } }))).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(200);
  });

  it('N1, N2, N4: nothing forged has an effect, and every refusal looks alike', async () => {
    await listening();
    const tokens = await world.gadget();
    const real = push(departure(zhangSan.openId));
    const without = (name: string) => Object.fromEntries(Object.entries(real.headers).filter(([key]) => key !== name));
    const forged = [
      { ...real, headers: without('x-lark-signature') },
      { ...real, headers: without('x-lark-request-nonce') },
      { ...real, headers: { ...real.headers, 'x-lark-signature': 'f'.repeat(64) } },
      { ...real, body: Buffer.concat([real.body, Buffer.from(' ')]) },
      { ...real, body: Buffer.from(JSON.stringify(departure(zhangSan.openId))) },
      { ...real, body: Buffer.from('not json') },
      push(departure(zhangSan.openId), { at: world.clock.now() - 9 * 3600_000 }),
    ];
    const answers = await Promise.all(forged.map((asked) => world.send(asked)));
    const shapes = answers.map(({ status, text }) => `${status} ${text.replace(/"request_id":"[^"]*"/, '')}`);
    expect(new Set(shapes).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect((await world.me(tokens)).status).toBe(200);
    expect(world.events.filter(({ name }) => name === 'event.rejected')).toHaveLength(forged.length);
  });

  it('N5: fifty copies at once, on two instances, are answered 200 and applied once', async () => {
    await listening();
    const other = world.secondInstance();
    await world.gadget();
    const event = departure(zhangSan.openId);
    const copies = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? world : other).send(push(event)));
    expect(new Set((await Promise.all(copies)).map(({ status }) => status))).toEqual(new Set([200]));
    const accepted = [...world.events, ...other.events].filter(({ name }) => name === 'event.accepted');
    expect(accepted.filter(({ duplicate }) => duplicate === false)).toHaveLength(1);
  });

  it('N10: the check of the address is answered with its challenge and nothing else', async () => {
    await listening();
    const asked = { challenge: '<b>c-1</b>', token: verificationToken, type: 'url_verification' };
    const { headers, ...unsigned } = push(asked);
    const answer = await world.send({ ...unsigned, headers: { 'content-type': headers['content-type'] } });
    expect(answer).toMatchObject({ status: 200, text: JSON.stringify({ challenge: '<b>c-1</b>' }) });
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect((await world.send(push({ ...asked, token: 'another-token-0001' }))).status).toBe(401);
  });

  it('N12: a push that is too large is refused', async () => {
    await listening();
    const huge = { method: 'POST', url: '/feishu/events', body: Buffer.alloc(300 * 1024, 32) } as const;
    expect((await world.send(huge)).status).toBe(413);
  });

  it('N13: an event of another app ends nothing', async () => {
    await listening();
    const tokens = await world.gadget();
    const event = departure(zhangSan.openId);
    const foreign = { ...event, header: { ...event.header, app_id: 'cli_0000000000000000' } };
    expect((await world.send(push(foreign))).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(200);
  });

  it('N15: an event that could not be kept is answered 503, so that Feishu sends it again', async () => {
    const down = new AuthError('db_unavailable', 'The database does not answer.', { retryAfter: 2 });
    await listening({
      ports: ({ store }) => ({ store: { ...store, people: { ...store.people, apply: () => Promise.reject(down) } } }),
    });
    expect((await world.send(push(departure(zhangSan.openId)))).status).toBe(503);
  });

  it('N19: an event about somebody unknown is answered 200', async () => {
    await listening();
    expect((await world.send(push(departure('ou_nobody')))).status).toBe(200);
  });

  it('there is no such address where neither a key nor a token is configured', async () => {
    world = await createWorld();
    expect((await world.send(push(departure('ou_nobody')))).status).toBe(404);
  });
});
