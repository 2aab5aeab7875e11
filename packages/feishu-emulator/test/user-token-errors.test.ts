import { userTokenErrors } from '@feishu-login/feishu-types';
import { describe, expect, it } from '@jest/globals';
import { app, lisi, otherApp, outsider, type Reply, startWorld, type World, zhangsan } from './world.ts';

const day = 24 * 3600;
const challenge = 'O0nS63zirsJkDT3cMvBt9oV_H48bhFpeAh4EyyILRWE';

/** How each documented failure comes about, without any fault: code, grant, story, what to do. */
const cases: [
  code: keyof typeof userTokenErrors,
  grant: 'code' | 'refresh',
  story: string,
  act: (world: World) => Promise<Reply>,
][] = [
  [20001, 'code', 'client_secret is missing', async (w) => w.exchange(await w.code(), { client_secret: undefined })],
  [20001, 'code', 'code is missing', (w) => w.token({ grant_type: 'authorization_code' })],
  [20001, 'refresh', 'refresh_token is missing', (w) => w.token({ grant_type: 'refresh_token' })],
  [20002, 'code', 'the secret is wrong', async (w) => w.exchange(await w.code(), { client_secret: 'wrong' })],
  [20002, 'refresh', 'the secret is wrong', async (w) => w.refresh((await w.signIn()).refresh, { client_secret: 'x' })],
  [20003, 'code', 'nobody handed out the code', (w) => w.exchange('never-handed-out')],
  [
    20004,
    'code',
    'a requestAccess code is three minutes old',
    async (w) => {
      const code = await w.code();
      await w.advance(180);
      return w.exchange(code);
    },
  ],
  [
    20004,
    'code',
    'an authorize code is five minutes old',
    async (w) => {
      const code = await w.code({ via: 'authorize' });
      await w.advance(300);
      return w.exchange(code);
    },
  ],
  [
    20008,
    'code',
    'the user was deleted',
    async (w) => {
      const code = await w.code({ open_id: lisi });
      await w.control('DELETE', `users/${lisi}`);
      return w.exchange(code);
    },
  ],
  [
    20008,
    'refresh',
    'the user was deleted',
    async (w) => {
      const { refresh } = await w.signIn({ open_id: lisi });
      await w.control('DELETE', `users/${lisi}`);
      return w.refresh(refresh);
    },
  ],
  [
    20009,
    'code',
    'the app is not installed',
    async (w) => {
      const code = await w.code();
      await w.control('PUT', `apps/${app.client_id}`, { installed: false });
      return w.exchange(code);
    },
  ],
  [
    20009,
    'refresh',
    'the app is not installed any more',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.control('PUT', `apps/${app.client_id}`, { installed: false });
      return w.refresh(refresh);
    },
  ],
  [20010, 'code', 'the user belongs to another tenant', async (w) => w.exchange(await w.code({ open_id: outsider }))],
  [
    20010,
    'refresh',
    'the user left the availability range',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.control('PATCH', `users/${zhangsan}`, { available: false });
      return w.refresh(refresh);
    },
  ],
  [20024, 'code', 'the code belongs to another app', async (w) => w.exchange(await w.code(), otherApp)],
  [
    20024,
    'refresh',
    'the refresh token belongs to another app',
    async (w) => w.refresh((await w.signIn()).refresh, otherApp),
  ],
  [20026, 'refresh', 'nobody issued the refresh token', (w) => w.refresh('never-issued')],
  [
    20026,
    'refresh',
    'the refresh token was issued by version 1',
    async (w) => {
      const { body } = await w.ask('/open-apis/authen/v1/oidc/access_token', {
        json: { grant_type: 'authorization_code', code: await w.code({ via: 'requestAuthCode' }) },
        bearer: await w.appToken(),
      });
      return w.refresh(body.data.refresh_token);
    },
  ],
  [20036, 'code', 'the grant type is another one', (w) => w.token({ grant_type: 'password' })],
  [
    20037,
    'refresh',
    'the refresh token is seven days old',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.advance(7 * day);
      return w.refresh(refresh);
    },
  ],
  [
    20037,
    'refresh',
    'the user authorized 365 days ago',
    async (w) => {
      let { refresh } = await w.signIn();
      for (let days = 0; days < 360; days += 6) {
        await w.advance(6 * day);
        refresh = (await w.refresh(refresh)).body.refresh_token;
      }
      await w.advance(5 * day);
      return w.refresh(refresh);
    },
  ],
  [20048, 'code', 'there is no such app', (w) => w.exchange('x', { client_id: 'cli_0000000000000000' })],
  [
    20049,
    'code',
    'the verifier is another one',
    async (w) =>
      w.exchange(await w.code({ via: 'authorize', code_challenge: challenge, code_challenge_method: 'S256' }), {
        code_verifier: 'A'.repeat(43),
      }),
  ],
  [
    20049,
    'code',
    'the verifier is missing',
    async (w) =>
      w.exchange(await w.code({ via: 'authorize', code_challenge: challenge, code_challenge_method: 'S256' })),
  ],
  [
    20050,
    'code',
    'the platform fails',
    async (w) => {
      await w.control('PATCH', 'settings', { health: 'error' });
      return w.exchange(await w.code());
    },
  ],
  [
    20063,
    'code',
    'the body is not JSON',
    (w) => w.ask('/open-apis/authen/v2/oauth/token', { text: '{"grant_type":', method: 'POST' }),
  ],
  [20063, 'code', 'grant_type is missing', (w) => w.token({})],
  [20063, 'code', 'the code is a number', (w) => w.token({ grant_type: 'authorization_code', code: 7 })],
  [
    20064,
    'refresh',
    'the user withdrew the authorization',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.control('DELETE', 'grants', { open_id: zhangsan });
      return w.refresh(refresh);
    },
  ],
  [
    20065,
    'code',
    'the code was used',
    async (w) => {
      const code = await w.code();
      await w.exchange(code);
      return w.exchange(code);
    },
  ],
  [
    20066,
    'code',
    'the user resigned in between',
    async (w) => {
      const code = await w.code();
      await w.control('PATCH', `users/${zhangsan}`, { status: 'resigned' });
      return w.exchange(code);
    },
  ],
  [
    20066,
    'refresh',
    'the user is frozen',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.control('PATCH', `users/${zhangsan}`, { status: 'frozen' });
      return w.refresh(refresh);
    },
  ],
  [
    20067,
    'code',
    'a scope is there twice',
    async (w) => w.exchange(await w.code({ scopes: ['task:task:read'] }), { scope: 'task:task:read task:task:read' }),
  ],
  [
    20067,
    'refresh',
    'a scope is there twice',
    async (w) => w.refresh((await w.signIn()).refresh, { scope: 'offline_access offline_access' }),
  ],
  [20068, 'code', 'a scope was never granted', async (w) => w.exchange(await w.code(), { scope: 'task:task:read' })],
  [
    20068,
    'refresh',
    'a scope was never granted',
    async (w) => w.refresh((await w.signIn()).refresh, { scope: 'task:task:read' }),
  ],
  [
    20069,
    'code',
    'the app is disabled',
    async (w) => {
      const code = await w.code();
      await w.control('PUT', `apps/${app.client_id}`, { enabled: false });
      return w.exchange(code);
    },
  ],
  [
    20070,
    'code',
    'Basic and a secret in the body',
    async (w) =>
      w.token(
        { grant_type: 'authorization_code', code: await w.code() },
        {
          headers: { authorization: `Basic ${btoa(`${app.client_id}:${app.client_secret}`)}` },
        },
      ),
  ],
  [
    20071,
    'code',
    'redirect_uri is another one',
    async (w) =>
      w.exchange(await w.code({ via: 'authorize', redirect_uri: 'https://a.example/cb' }), {
        redirect_uri: 'https://a.example/cb/',
      }),
  ],
  [
    20072,
    'refresh',
    'the platform is busy',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.control('PATCH', 'settings', { health: 'unavailable' });
      return w.refresh(refresh);
    },
  ],
  [
    20073,
    'refresh',
    'the refresh token was used',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.refresh(refresh);
      return w.refresh(refresh);
    },
  ],
  [
    20074,
    'refresh',
    'the console’s refresh switch is off',
    async (w) => {
      const { refresh } = await w.signIn();
      await w.control('PUT', `apps/${app.client_id}`, { refresh_allowed: false });
      return w.refresh(refresh);
    },
  ],
];

describe('the v2 token endpoint refuses', () => {
  it.each(cases)('with %i at the %s grant when %s', async (code, _grant, _story, act) => {
    const world = await startWorld();
    const { status, headers, body } = await act(world);
    const { http, error, description } = userTokenErrors[code];
    expect(body).toEqual({ code, error, error_description: description });
    expect(status).toBe(http);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('x-tt-logid')).toMatch(/^\d{14}[0-9A-F]{20}$/);

    const last = (await world.journal()).at(-1);
    expect(last).toMatchObject({ code, status: http, committed: false });
    expect(last.why).toMatch(/\[.+\]$/);
    expect(last.why_zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('in every documented way', () => {
    const shown = new Set(cases.map(([code]) => String(code)));
    expect([...shown].sort()).toEqual(Object.keys(userTokenErrors).sort());
  });
});

describe('when several things are wrong at once, the v2 token endpoint names', () => {
  it('the grant type before the missing secret', async () => {
    const world = await startWorld();
    expect((await world.token({ grant_type: 'x', client_secret: undefined })).body.code).toBe(20036);
  });

  it('the secret before the code', async () => {
    const world = await startWorld();
    expect((await world.exchange('unknown', { client_secret: 'x' })).body.code).toBe(20002);
  });

  it('the other app before the code’s use', async () => {
    const world = await startWorld();
    const code = await world.code();
    await world.exchange(code);
    expect((await world.exchange(code, otherApp)).body.code).toBe(20024);
  });

  it('the verifier before redirect_uri, and redirect_uri before the user', async () => {
    const world = await startWorld();
    const request = {
      via: 'authorize',
      redirect_uri: 'https://a.example/',
      code_challenge: 'x'.repeat(43),
      open_id: outsider,
    };
    const code = await world.code(request);
    expect((await world.exchange(code, { redirect_uri: 'https://b.example/' })).body.code).toBe(20049);
    const fields = { code_verifier: 'x'.repeat(43), redirect_uri: 'https://b.example/' };
    expect((await world.exchange(code, fields)).body.code).toBe(20071);
    expect((await world.exchange(code, { code_verifier: 'x'.repeat(43) })).body.code).toBe(20010);
  });
});
