import { describe, expect, it } from '@jest/globals';
import { faultAliases, faultCatalogue } from '../src/faults/catalogue.ts';
import { app, lisi, otherApp, startWorld, type World, zhangsan } from './world.ts';

const tokenPath = '/open-apis/authen/v2/oauth/token';
const infoPath = '/open-apis/authen/v1/user_info';

const plan = (world: World, fault: string, more: object = {}) =>
  world.control('POST', 'faults', { fault, times: 1, ...more });

/** The raw answer, or how the connection ended. */
async function raw(world: World, bearer: string): Promise<{ status: number; headers: Headers; text: string } | string> {
  try {
    const response = await fetch(world.url + infoPath, {
      headers: { authorization: `Bearer ${bearer}` },
      redirect: 'manual',
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return error instanceof Error ? String(error.cause ?? error) : String(error);
  }
}

describe('a fault before the work', () => {
  it.each([
    ['http-500', 500, 20050],
    ['http-503', 503, 20072],
  ])('%s speaks the dialect of the v2 endpoint and leaves the code alone', async (fault, status, code) => {
    const world = await startWorld();
    const minted = await world.code();
    await plan(world, fault);
    expect(await world.exchange(minted)).toMatchObject({ status, body: { code, error: expect.any(String) } });
    expect((await world.exchange(minted)).status).toBe(200);
  });

  it.each([
    ['http-502', 502],
    ['http-504', 504],
    ['html-answer', 200],
  ])('%s is a page', async (fault, status) => {
    const world = await startWorld();
    await plan(world, fault);
    const reply = await world.exchange('x');
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toContain('text/html');
  });

  it('business-error is HTTP 200 with a code of one’s choice', async () => {
    const world = await startWorld();
    await plan(world, 'business-error', { match: { path: infoPath }, params: { code: 20005 } });
    expect(await world.userInfo('x')).toMatchObject({ status: 200, body: { code: 20005, msg: expect.any(String) } });
  });

  it.each([
    ['access-challenge', '21000'],
    ['access-denied', '21001'],
  ])('%s is the tenant’s access control, %s, with where the challenge is', async (fault, number) => {
    const world = await startWorld();
    await plan(world, fault, { params: { challenge_url: 'https://accounts.feishu.cn/c/1', cli_hint: 'open it' } });
    await plan(world, number);
    expect(await world.userInfo('x')).toMatchObject({
      status: 403,
      body: {
        code: Number(number),
        data: { challenge_url: 'https://accounts.feishu.cn/c/1', cli_hint: 'open it' },
      },
    });
    expect((await world.userInfo('x')).body).toEqual({
      code: Number(number),
      msg: expect.stringContaining('access control'),
      data: { challenge_url: expect.stringMatching(/^https:/) },
    });
  });

  it('can be any documented number by name, in the dialect of the endpoint', async () => {
    const world = await startWorld();
    await plan(world, '20066', { match: { path: tokenPath } });
    expect(await world.exchange('x')).toMatchObject({ status: 400, body: { code: 20066, error: 'invalid_grant' } });
    await plan(world, '99991400', { match: { path: infoPath } });
    expect(await world.userInfo('x')).toMatchObject({ status: 429, body: { code: 99991400 } });
  });

  it('rate-limited has the documented headers, at 429 or 400', async () => {
    const world = await startWorld();
    await plan(world, 'rate-limited', { params: { reset: 52, limit: 100 } });
    const first = await world.exchange('x');
    expect(first).toMatchObject({ status: 429, body: { code: 99991400, msg: 'request trigger frequency limit' } });
    expect(first.headers.get('x-ogw-ratelimit-limit')).toBe('100');
    expect(first.headers.get('x-ogw-ratelimit-reset')).toBe('52');
    await plan(world, 'rate-limited', { params: { http: 400 } });
    expect((await world.exchange('x')).status).toBe(400);
  });

  it('redirect leads into a trap that counts', async () => {
    const world = await startWorld();
    await plan(world, 'redirect');
    const { status, headers } = await world.exchange('x');
    expect(status).toBe(302);
    await world.ask(headers.get('location') ?? '');
    expect((await world.ask('/_emulator/trapped')).body).toEqual({ trapped: 1 });
  });

  it('reset cuts the connection', async () => {
    const world = await startWorld();
    const minted = await world.code();
    await plan(world, 'reset');
    await expect(world.exchange(minted)).rejects.toThrow('fetch failed');
    expect((await world.exchange(minted)).status).toBe(200);
  });
});

describe('a fault after the work', () => {
  it('loses the answer though the code is spent', async () => {
    const world = await startWorld();
    const minted = await world.code();
    await plan(world, 'reset', { when: 'after', match: { path: tokenPath } });
    await expect(world.exchange(minted)).rejects.toThrow('fetch failed');
    expect((await world.exchange(minted)).body.code).toBe(20065);
    const [lost] = await world.journal(`?path=${tokenPath}`);
    expect(lost).toMatchObject({ status: null, code: 0, fault: 'reset', committed: true });
    expect(lost.why).toContain('after the platform did its work');
  });

  it('garbles the real answer', async () => {
    const world = await startWorld();
    const minted = await world.code();
    await plan(world, 'truncated-json', { when: 'after' });
    const { body } = await world.exchange(minted);
    expect(body).toMatch(/^\{"code":0,"access_token":"[^}]*$/);
    expect((await world.exchange(minted)).body.code).toBe(20065);
  });
});

describe('an answer with one thing wrong', () => {
  const changed: [
    fault: string,
    params: object,
    check: (reply: { status: number; headers: Headers; text: string }) => void,
  ][] = [
    [
      'override',
      { set: { 'data.name': 7, msg: null }, unset: ['data.open_id'] },
      ({ text }) => {
        const body = JSON.parse(text);
        expect(body).toMatchObject({ code: 0, msg: null, data: { name: 7, tenant_key: expect.any(String) } });
        expect(body.data).not.toHaveProperty('open_id');
      },
    ],
    [
      'missing-field',
      { field: 'data.tenant_key' },
      ({ text }) => expect(JSON.parse(text).data).not.toHaveProperty('tenant_key'),
    ],
    ['null-data', {}, ({ text }) => expect(JSON.parse(text).data).toBeNull()],
    ['string-code', {}, ({ text }) => expect(JSON.parse(text).code).toBe('0')],
    ['no-code', {}, ({ text }) => expect(JSON.parse(text)).not.toHaveProperty('code')],
    ['other-user', {}, ({ text }) => expect(JSON.parse(text).data.open_id).toMatch(/^ou_f{32}$/)],
    ['odd-text', {}, ({ text }) => expect(JSON.parse(text).data.name).toContain('\u202e')],
    ['huge-name', { bytes: 5000 }, ({ text }) => expect(JSON.parse(text).data.name).toHaveLength(5000)],
    ['empty', {}, ({ text, status }) => expect([status, text]).toEqual([200, ''])],
    [
      'wrong-content-type',
      {},
      ({ headers, text }) => {
        expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
        expect(JSON.parse(text).code).toBe(0);
      },
    ],
    [
      'wrong-date',
      { seconds: 86_400 },
      ({ headers }) => {
        expect(Date.parse(headers.get('date') ?? '') - Date.now()).toBeGreaterThan(86_000_000);
      },
    ],
    ['huge-header', { bytes: 5000 }, ({ headers }) => expect(headers.get('x-padding')).toHaveLength(5000)],
    ['drip', { ms: 1 }, ({ text }) => expect(JSON.parse(text).code).toBe(0)],
    ['huge-body', { bytes: 300_000 }, ({ text }) => expect(text.length).toBeGreaterThan(300_000)],
    ['echo-request', {}, ({ text }) => expect(JSON.parse(text).msg).toContain('Bearer ')],
  ];

  it.each(changed)('%s', async (fault, params, check) => {
    const world = await startWorld();
    const { access } = await world.signIn();
    await plan(world, fault, { when: 'after', params, match: { path: infoPath } });
    const reply = await raw(world, access);
    if (typeof reply === 'string') throw new Error(reply);
    check(reply);
    const [entry] = await world.journal(`?path=${infoPath}`);
    expect(entry).toMatchObject({ fault, committed: true, code: 0 });
  });

  it('bom and invalid-utf8 are bytes a strict reader refuses', async () => {
    const world = await startWorld();
    const { access } = await world.signIn();
    for (const [fault, bytes] of [
      ['bom', [0xef, 0xbb, 0xbf]],
      ['invalid-utf8', [0x22, 0xff, 0x22]],
    ] as const) {
      await plan(world, fault, { when: 'after', match: { path: infoPath } });
      const response = await fetch(world.url + infoPath, { headers: { authorization: `Bearer ${access}` } });
      expect(Buffer.from(await response.arrayBuffer()).includes(Buffer.from(bytes))).toBe(true);
    }
  });

  it.each(['reset-mid-body', 'gzip-garbage'])('%s breaks in the middle of reading', async (fault) => {
    const world = await startWorld();
    const { access } = await world.signIn();
    await plan(world, fault, { when: 'after', match: { path: infoPath } });
    expect(typeof (await raw(world, access))).toBe('string');
  });

  it.each(['blackhole', 'endless-drip'])('%s never ends', async (fault) => {
    const world = await startWorld();
    await plan(world, fault);
    const signal = AbortSignal.timeout(300);
    const asking = fetch(world.url + infoPath, { signal }).then((response) => response.text());
    await expect(asking).rejects.toThrow(/abort/i);
  });

  it('slow takes its time before or after the work', async () => {
    const world = await startWorld();
    for (const when of ['before', 'after']) {
      const minted = await world.code();
      await plan(world, 'slow', { when, params: { ms: 150 } });
      const began = performance.now();
      expect((await world.exchange(minted)).status).toBe(200);
      expect(performance.now() - began).toBeGreaterThan(140);
    }
  });
});

describe('a scenario by name', () => {
  it.each([
    ['code-reused', 20065],
    ['code-expired', 20004],
    ['user-resigned-between-code-and-token', 20066],
    ['user-frozen-between-code-and-token', 20066],
    ['user-unavailable-between-code-and-token', 20010],
  ])('%s ends in %i', async (fault, code) => {
    const world = await startWorld();
    const minted = await world.code();
    await plan(world, fault);
    expect((await world.exchange(minted)).body.code).toBe(code);
    expect((await world.journal()).at(-1)).toMatchObject({ fault, committed: false });
  });

  it('code-response-lost spends the code only', async () => {
    const world = await startWorld();
    const minted = await world.code();
    await plan(world, 'code-response-lost');
    await expect(world.exchange(minted)).rejects.toThrow();
    expect((await world.exchange(minted)).body.code).toBe(20065);
  });

  it('refresh-response-lost waits for a refresh', async () => {
    const world = await startWorld();
    await plan(world, 'refresh-response-lost');
    const { refresh } = await world.signIn();
    await expect(world.refresh(refresh)).rejects.toThrow();
    expect((await world.refresh(refresh)).body.code).toBe(20073);
  });

  it('app-token-revoked ends the app’s tokens under its feet', async () => {
    const world = await startWorld();
    const bearer = await world.appToken();
    await plan(world, 'app-token-revoked');
    const ticket = () => world.ask('/open-apis/jssdk/ticket/get', { method: 'POST', bearer });
    expect((await ticket()).body.code).toBe(99991663);
    expect(await world.appToken()).not.toBe(bearer);
  });

  it('grant-revoked withdraws what the user allowed', async () => {
    const world = await startWorld();
    const { access, refresh } = await world.signIn();
    await plan(world, 'grant-revoked');
    expect((await world.userInfo(access)).body.code).toBe(20005);
    expect((await world.refresh(refresh)).body.code).toBe(20064);
  });
});

describe('a plan', () => {
  it('strikes as often as it says', async () => {
    const world = await startWorld();
    await plan(world, 'http-500', { times: 2 });
    const codes = [];
    for (let n = 0; n < 3; n += 1) codes.push((await world.exchange('x')).body.code);
    expect(codes).toEqual([20050, 20050, 20003]);
  });

  it('strikes only the path, app, user and grant type it names', async () => {
    const world = await startWorld();
    await plan(world, 'http-500', {
      times: undefined,
      match: { path: '/open-apis/authen/*', app_id: app.client_id, open_id: lisi, grant_type: 'authorization_code' },
    });
    expect((await world.exchange(await world.code({ open_id: zhangsan }))).status).toBe(200);
    expect((await world.exchange('x', otherApp)).body.code).toBe(20003);
    expect((await world.exchange(await world.code({ open_id: lisi }))).body.code).toBe(20050);
    await world.control('DELETE', 'faults');
    const { refresh } = await world.signIn({ open_id: lisi });
    await plan(world, 'http-500', { times: undefined, match: { open_id: lisi, grant_type: 'authorization_code' } });
    expect((await world.refresh(refresh)).status).toBe(200);
  });

  it('rolls the same dice for the same seed', async () => {
    const run = async () => {
      const world = await startWorld();
      await plan(world, 'http-500', { times: undefined, probability: 0.5, seed: 42 });
      const codes = [];
      for (let n = 0; n < 30; n += 1) codes.push((await world.exchange('x')).body.code);
      return codes;
    };
    const [one, two] = [await run(), await run()];
    expect(one).toEqual(two);
    expect(new Set(one)).toEqual(new Set([20050, 20003]));
  });

  it('is listed with its count, and called off by id or all at once', async () => {
    const world = await startWorld();
    const { body } = await plan(world, 'http-500', { times: undefined });
    await world.exchange('x');
    expect((await world.ask('/_emulator/faults')).body.faults).toMatchObject([{ id: body.id, struck: 1 }]);
    expect((await world.control('DELETE', `faults/${body.id}`)).status).toBe(204);
    await plan(world, 'http-502');
    expect((await world.control('DELETE', 'faults')).status).toBe(204);
    expect((await world.ask('/_emulator/faults')).body.faults).toEqual([]);
  });

  it('with an unknown name is refused with the names there are', async () => {
    const world = await startWorld();
    const { status, body } = await plan(world, 'earthquake');
    expect(status).toBe(400);
    expect(body.error.message).toContain('truncated-json');
  });

  it('has only aliases that mean something', () => {
    for (const name of Object.values(faultAliases)) expect(Object.keys(faultCatalogue)).toContain(name);
  });
});
