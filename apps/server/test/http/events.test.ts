import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createEventReader } from '../../src/feishu/events.ts';
import { appId, liSi, zhangSan } from './fake-feishu.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

const encryptKey = 'an encrypt key';
const verificationToken = 'verification-token-0001';
const readEvent = createEventReader({ appId, encryptKeys: [encryptKey], verificationToken });

let world: World;
afterEach(() => world.close());

async function listening(options: WorldOptions = {}): Promise<World> {
  world = await createWorld({ ...options, app: { readEvent, ...options.app } });
  return world;
}

/** As the platform seals and signs a push (将事件发送至开发者服务器, 接收事件). */
function push(content: object, options: Parameters<typeof signed>[1] = {}) {
  return signed(JSON.stringify({ encrypt: seal(JSON.stringify(content)) }), options);
}

function seal(text: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

function signed(body: string, { at = world.clock.now(), nonce = randomBytes(8).toString('hex') } = {}) {
  const timestamp = String(Math.floor(at / 1000));
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

  it.each([
    ['wrong', { token: 'another-token-0001' }],
    ['missing', { token: undefined }],
    ['empty', { token: '' }],
    ['a list that holds it', { token: [verificationToken] }],
    ['only its beginning', { token: verificationToken.slice(0, -1) }],
    ['in capitals', { token: verificationToken.toUpperCase() }],
  ])('N3: without an Encrypt Key, a push whose token is %s is refused and has no effect', async (_how, header) => {
    await listening({ app: { readEvent: createEventReader({ appId, encryptKeys: [], verificationToken }) } });
    const tokens = await world.gadget();
    const event = departure(zhangSan.openId);
    const plain = (content: object) =>
      world.send({ method: 'POST', url: '/feishu/events', body: Buffer.from(JSON.stringify(content)) });
    expect((await plain({ ...event, header: { ...event.header, ...header } })).status).toBe(401);
    expect((await world.me(tokens)).status).toBe(200);
    expect((await plain(event)).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(401);
  });

  it('N7: digits moved from the nonce into the timestamp are refused, though the signature fits them', async () => {
    await listening();
    const tokens = await world.gadget();
    const { headers, ...rest } = push(departure(zhangSan.openId), { nonce: '7abc' });
    const shifted = {
      ...headers,
      'x-lark-request-timestamp': `${headers['x-lark-request-timestamp']}7`,
      'x-lark-request-nonce': 'abc',
    };
    expect((await world.send({ ...rest, headers: shifted })).status).toBe(401);
    expect((await world.me(tokens)).status).toBe(200);
    expect((await world.send({ ...rest, headers })).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(401);
  });

  it.each<[string, (sealed: string) => string]>([
    ['spaced', (sealed) => ` {\n\t"encrypt" : "${sealed}"\r\n} `],
    [
      'escaped',
      (sealed) => `{"\\u0065ncrypt":"${sealed.replace(/[a-f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)}"}`,
    ],
    ['given a key twice', (sealed) => `{"encrypt":"x","encrypt":"${sealed}"}`],
    ['preceded by other keys', (sealed) => `{"z":1,"a":{"encrypt":"x"},"encrypt":"${sealed}"}`],
  ])('N8: JSON that is %s is what was signed, and accepted', async (_how, write) => {
    await listening();
    const tokens = await world.gadget();
    const body = write(seal(JSON.stringify(departure(zhangSan.openId))));
    expect((await world.send(signed(body))).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(401);
  });

  it('N9: what stands beside the sealed part counts for nothing', async () => {
    await listening();
    const [tokens, colleague] = [await world.gadget(), await world.gadget(liSi)];
    const encrypt = seal(JSON.stringify(departure(zhangSan.openId)));
    const body = JSON.stringify({ encrypt, ...departure(liSi.openId), challenge: 'c-1', type: 'url_verification' });
    const answer = await world.send(signed(body));
    expect([answer.status, answer.text.includes('c-1')]).toEqual([200, false]);
    expect((await world.me(tokens)).status).toBe(401);
    expect((await world.me(colleague)).status).toBe(200);
  });

  it('N11: unsigned sealed texts with every last byte there is get one answer, to the letter', async () => {
    await listening();
    const sealed = Buffer.from(seal(JSON.stringify(departure(zhangSan.openId))), 'base64');
    const shapes = new Set<string>();
    for (let last = 0; last < 256; last += 1) {
      sealed[sealed.length - 1] = last;
      const body = JSON.stringify({ encrypt: sealed.toString('base64') });
      const { status, headers, text } = await world.send({
        method: 'POST',
        url: '/feishu/events',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const { 'x-request-id': id = '', date: _date, ...others } = headers;
      shapes.add(JSON.stringify([status, others, text.replace(id, '')]));
    }
    expect([...shapes]).toEqual([expect.stringMatching(/^\[401,/)]);
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

  it.each([
    ['from the future', 6 * 60_000, 401],
    ['a little ahead of our clock', 4 * 60_000, 200],
    ['hours old, as late retries are', -7 * 3600_000, 200],
  ])('N5, N6: an event %s, signed as such, is answered %i', async (_how, by, status) => {
    await listening();
    const tokens = await world.gadget();
    const answer = await world.send(push(departure(zhangSan.openId), { at: world.clock.now() + by }));
    expect(answer.status).toBe(status);
    expect((await world.me(tokens)).status).toBe(status === 401 ? 200 : 401);
  });

  it.each([
    ['a fraction', (now: number) => `${now / 1000 + 0.5}`],
    ['a sign', (now: number) => `+${now / 1000}`],
    ['a blank', (now: number) => ` ${now / 1000}`],
    ['eleven digits', (now: number) => `${now / 1000}0`],
    ['microseconds', (now: number) => `${now}000`],
    ['hexadecimal digits', (now: number) => `0x${(now / 1000).toString(16)}`],
    ['an exponent', (now: number) => `${now / 10_000}e1`],
  ])('N7: a timestamp with %s is none, though it is signed', async (_how, write) => {
    await listening();
    const tokens = await world.gadget();
    const { headers, body, ...rest } = push(departure(zhangSan.openId));
    const timestamp = write(world.clock.now());
    const nonce = headers['x-lark-request-nonce'];
    const signature = createHash('sha256').update(`${timestamp}${nonce}${encryptKey}`).update(body).digest('hex');
    const changed = { ...headers, 'x-lark-request-timestamp': timestamp, 'x-lark-signature': signature };
    expect((await world.send({ ...rest, body, headers: changed })).status).toBe(401);
    expect((await world.me(tokens)).status).toBe(200);
  });

  it.each(['[', '{"a":', '[{"a":'])('N11, N12: 240 KB of %j are refused before anything is parsed', async (part) => {
    await listening();
    const body = Buffer.from(`{"encrypt":${part.repeat(240_000 / part.length)}`);
    const parse = jest.spyOn(JSON, 'parse');
    const unsigned = await world.send({ method: 'POST', url: '/feishu/events', body });
    const genuine = await world.send(signed(String(body)));
    const parsedLong = parse.mock.calls.filter(([text]) => text.length > 10_000);
    parse.mockRestore();
    expect([unsigned.status, genuine.status, parsedLong]).toEqual([401, 401, []]);
  });

  it('N12: what nests too deep inside the sealed part is refused, whatever its token', async () => {
    await listening();
    const tokens = await world.gadget();
    const deep = JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`);
    expect((await world.send(push({ ...departure(zhangSan.openId), deep }))).status).toBe(401);
    expect((await world.send(push({ ...departure(zhangSan.openId), text: '[{'.repeat(60) }))).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(401);
  });

  it('N12: an address that posts hundreds of forgeries is not read any more, others are', async () => {
    await listening();
    const forge = (remoteAddress: string) =>
      world.send({ method: 'POST', url: '/feishu/events', body: Buffer.from('{}'), remoteAddress });
    for (let i = 0; i < 300; i += 1) expect((await forge('198.51.100.1')).status).toBe(401);
    const answer = await forge('198.51.100.1');
    expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await forge('198.51.100.2')).status).toBe(401);
    expect((await world.send(push(departure(zhangSan.openId)))).status).toBe(200);
  });

  it('N12: a push that is too large is refused', async () => {
    await listening();
    const huge = { method: 'POST', url: '/feishu/events', body: Buffer.alloc(300 * 1024, 32) } as const;
    expect((await world.send(huge)).status).toBe(413);
  });

  it('P6: a flood of forgeries leaves sixty lines a minute for each address, and keeps no event out', async () => {
    await listening();
    const forged = (remoteAddress: string) =>
      world.send({ ...push(departure(zhangSan.openId)), headers: {}, remoteAddress });
    for (const address of ['198.51.100.1', '198.51.100.2']) {
      const answers = await Promise.all(Array.from({ length: 90 }, () => forged(address)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    }
    expect(world.events.filter(({ name }) => name === 'event.rejected')).toHaveLength(120);
    expect((await world.send(push(departure(zhangSan.openId)))).status).toBe(200);
  });

  it('N13: an event of another app ends nothing', async () => {
    await listening();
    const tokens = await world.gadget();
    const event = departure(zhangSan.openId);
    const foreign = { ...event, header: { ...event.header, app_id: 'cli_0000000000000000' } };
    expect((await world.send(push(foreign))).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(200);
  });

  it('N13: an event of another tenant, signed with our key, ends nothing and keeps nobody out', async () => {
    await listening();
    const tokens = await world.gadget();
    const event = departure(zhangSan.openId);
    const foreign = { ...event, header: { ...event.header, tenant_key: 'tenant_2' } };
    expect((await world.send(push(foreign))).status).toBe(200);
    expect((await world.me(tokens)).status).toBe(200);
    expect((await world.me(await world.gadget())).status).toBe(200);
    expect(world.events).toContainEqual(expect.objectContaining({ name: 'event.ignored', reason: 'other_tenant' }));
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
