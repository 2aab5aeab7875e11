import type { Tokens } from '@feishu-login/auth-types';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { zhangSan } from './fake-feishu.ts';
import type { Answer } from './request.ts';
import { createWorld, type World } from './world.ts';

const oneSecond = 1000;
const day = 24 * 3600 * oneSecond;

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

function refresh({ refresh_token }: Tokens, more: object = {}, at: World = world): Promise<Answer> {
  return at.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token, ...more } });
}

async function refreshed(tokens: Tokens): Promise<Tokens> {
  return (await refresh(tokens)).json<Tokens>();
}

async function alive(tokens: Tokens): Promise<number> {
  return (await world.me(tokens)).status;
}

describe('a refresh token', () => {
  it('D1: becomes a new pair of the same session, and the old access token ends at once', async () => {
    const first = await world.gadget();
    const second = await refreshed(first);
    expect(second).toMatchObject({ session_id: first.session_id, token_type: 'Bearer', expires_in: 1800 });
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect([await alive(first), await alive(second)]).toEqual([401, 200]);
  });

  it('D2: sent again within thirty seconds gives the same successor: a lost answer costs nothing', async () => {
    const first = await world.gadget();
    const second = await refreshed(first);
    world.clock.advance(29 * oneSecond);
    const again = await refreshed(first);
    expect(again).toMatchObject({ access_token: second.access_token, refresh_token: second.refresh_token });
    expect(await alive(second)).toBe(200);
  });

  it('D3: sent twenty times at once, to two instances, gives everybody the same successor', async () => {
    const first = await world.gadget();
    const other = world.secondInstance();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => refresh(first, {}, i % 2 === 0 ? world : other)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const heads = new Set(answers.map((answer) => answer.json<Tokens>().refresh_token));
    expect(heads.size).toBe(1);
  });

  it('D4: sent again after the window ends its session and no other', async () => {
    const [first, unaffected] = [await world.gadget(), await world.gadget()];
    const second = await refreshed(first);
    world.clock.advance(30 * oneSecond);
    expect((await refresh(first)).code).toBe('unauthorized');
    expect(await alive(second)).toBe(401);
    expect((await refresh(second)).status).toBe(401);
    expect(await alive(unaffected)).toBe(200);
    expect(world.events).toContainEqual(
      expect.objectContaining({ name: 'refresh.reuse_detected', session_id: first.session_id }),
    );
  });

  it('D5: stolen and used first by the thief, ends the thief’s session when the owner comes', async () => {
    const owners = await world.gadget();
    const thiefs = await refreshed(await refreshed(owners));
    world.clock.advance(60 * oneSecond);
    expect((await refresh(owners)).status).toBe(401);
    expect(await alive(thiefs)).toBe(401);
    expect((await refresh(thiefs)).status).toBe(401);
  });

  it('D7: cannot carry a session past thirty days', async () => {
    let tokens = await world.gadget();
    for (let days = 6; days < 30; days += 6) {
      world.clock.advance(6 * day);
      tokens = await refreshed(tokens);
      expect([days, await alive(tokens)]).toEqual([days, 200]);
    }
    expect(tokens.refresh_expires_in).toBe((6 * day) / oneSecond);
    world.clock.advance(6 * day);
    expect((await refresh(tokens)).status).toBe(401);
    expect(await alive(tokens)).toBe(401);
  });

  it('D7: left unused for seven days is over', async () => {
    const tokens = await world.gadget();
    world.clock.advance(7 * day);
    expect((await refresh(tokens)).status).toBe(401);
  });

  it('D8: is worth nothing after signing out', async () => {
    const first = await world.gadget();
    const second = await refreshed(first);
    const headers = { authorization: `Bearer ${second.access_token}` };
    await world.send({ method: 'POST', url: '/api/v1/auth/logout', headers });
    for (const tokens of [first, second]) expect((await refresh(tokens)).code).toBe('unauthorized');
  });

  it('D9: sent from elsewhere goes on, and the session is still called by the device that signed in', async () => {
    const body = { code: world.feishu.code(zhangSan), via: 'requestAccess', device: { model: 'iPhone 15' } };
    const signIn = await world.send({ method: 'POST', url: '/api/v1/auth/gadget', body });
    const { refresh_token } = signIn.json<Tokens>();
    const elsewhere = { headers: { 'user-agent': 'Another Phone' }, remoteAddress: '198.51.100.9' };
    const refreshing = { method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token } } as const;
    const answer = await world.send({ ...refreshing, ...elsewhere });
    const { access_token } = answer.json<Tokens>();
    const list = await world.send({ url: '/api/v1/sessions', headers: { authorization: `Bearer ${access_token}` } });
    const { sessions } = list.json<{ sessions: { device: string | null }[] }>();
    expect(sessions).toEqual([expect.objectContaining({ device: expect.stringContaining('iPhone 15') })]);
  });

  it('D10: cannot widen anything: unknown fields are refused and the token stays unused', async () => {
    const tokens = await world.gadget();
    for (const extra of [{ expires_in: 1e9 }, { user_id: 'x' }, { scope: 'all' }, { session_id: 'x' }]) {
      expect((await refresh(tokens, extra)).code).toBe('invalid_request');
    }
    expect(await alive(tokens)).toBe(200);
    expect((await refresh(tokens)).status).toBe(200);
  });

  it.each([[undefined], [null], [''], [7], [['a']], [{ $ne: '' }], ['x'.repeat(4096)]])(
    'L2, L3: %j instead of a token is answered 400',
    async (refresh_token) => {
      const answer = await world.send({ method: 'POST', url: '/api/v1/auth/refresh', body: { refresh_token } });
      expect(answer.code).toBe('invalid_request');
    },
  );
});

it('C8: an access token ends after thirty minutes, its session does not', async () => {
  const tokens = await world.gadget();
  world.clock.advance(30 * 60 * oneSecond - 1);
  expect(await alive(tokens)).toBe(200);
  world.clock.advance(1);
  expect(await alive(tokens)).toBe(401);
  expect((await refresh(tokens)).status).toBe(200);
});
