import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { createFeishuLogin } from '../src/index.ts';
import { client, type Odd, person, refused, tokens } from './client.ts';

const apiUrl = 'https://api.example.test';
const gadget = 'POST /api/v1/auth/gadget';
const me = 'GET /api/v1/me';
const logout = 'POST /api/v1/auth/logout';
const sessionKey = 'feishu-login.session';

type Client = ReturnType<typeof client>;

/** What the sign-in promises, in whichever form it was taken. */
export function oddClientsSuite(create: () => typeof createFeishuLogin): void {
  const start = ({ tt }: Client, automatic = false) => create()({ apiUrl, tt, automatic, warn: () => undefined });

  describe('a client that answers otherwise than documented', () => {
    beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
    afterEach(() => void jest.useRealTimers());

    /** How signing in ends, however long the client is silent. */
    async function ending(c: Client): Promise<string> {
      const signingIn = start(c)
        .signIn()
        .then(
          () => 'signed in',
          (failure) => `${failure.code} ${failure.platformCode ?? ''}`.trim(),
        );
      await jest.advanceTimersByTimeAsync(600_000);
      return signingIn;
    }

    const fails =
      (error?: unknown): Odd =>
      ({ fail }) =>
        fail?.(error);
    const succeeds =
      (result?: unknown): Odd =>
      ({ success }) =>
        success?.(result);
    const throws: Odd = () => {
      throw new TypeError('not a function');
    };

    it.each<[string, 'requestAccess' | 'request', Odd, string]>([
      ['never calls back', 'requestAccess', () => undefined, 'code_unavailable'],
      ['throws', 'requestAccess', throws, 'code_unavailable'],
      ['succeeds with nothing', 'requestAccess', succeeds(), 'code_unavailable'],
      ['gives an empty code', 'requestAccess', succeeds({ code: '' }), 'code_unavailable'],
      ['fails with nothing', 'requestAccess', fails(), 'code_unavailable'],
      ['fails with a text', 'requestAccess', fails('requestAccess:fail'), 'code_unavailable'],
      ['says errCode', 'requestAccess', fails({ errCode: 2_700_002 }), 'access_denied 2700002'],
      ['says its number as text', 'requestAccess', fails({ errno: '303' }), 'no_network 303'],
      ['fails in JSON', 'requestAccess', fails('{"errno":107,"errMsg":"no"}'), 'access_denied 107'],
      ['says errCode 103', 'requestAccess', fails({ errCode: 103 }), 'signed in'],
      ['never calls back', 'request', () => undefined, 'no_network'],
      ['throws', 'request', throws, 'no_network'],
      ['succeeds with nothing', 'request', succeeds(), 'no_network'],
      ['fails with nothing', 'request', fails(), 'no_network'],
      ['answers in JSON text', 'request', succeeds(JSON.stringify(answered())), 'signed in'],
      [
        'hands the body over as text',
        'request',
        succeeds({ ...answered(), data: JSON.stringify(answered().data) }),
        'signed in',
      ],
    ])('and %s to %s: %s', async (_, name, behave, outcome) => {
      const c = client();
      c.odd[name] = behave;
      expect(await ending(c)).toBe(outcome);
    });

    it('is heard once when it calls back twice', async () => {
      const c = client();
      c.odd.requestAccess = ({ success, fail }) => {
        success?.({ code: 'a' });
        success?.({ code: 'b' });
        fail?.({ errno: 107 });
      };
      expect(await ending(c)).toBe('signed in');
      expect(c.sent.map(({ data }) => data)).toMatchObject([{ code: 'a' }]);
    });

    it('is asked through tt.login where it has no requestAccess, and never when it merely stays silent', async () => {
      const old = client();
      Reflect.deleteProperty(old.tt, 'requestAccess');
      expect(await ending(old)).toBe('signed in');
      expect(old.asked).toEqual(['login']);
      const silent = client();
      silent.odd.requestAccess = () => undefined;
      await ending(silent);
      expect(silent.asked).toEqual(['requestAccess []']);
    });

    it('waits for somebody who takes two minutes over the consent sheet', async () => {
      const c = client();
      const login = start(c);
      await login.signIn();
      c.odd.requestAccess = ({ success }) => setTimeout(() => success?.({ code: 'late' }), 125_000);
      const asking = login.requireScopes(['task:task:read']);
      await jest.advanceTimersByTimeAsync(125_000);
      expect(await asking).toMatchObject({ accessToken: 'fla_3' });
    });

    it('that has no words for itself is no device with a name', async () => {
      for (const info of [undefined, 'nothing', '{"platform":"mac"}']) {
        const c = client();
        c.tt.getSystemInfoSync = () => info;
        await start(c).signIn();
        expect(c.sent[0]?.data).toMatchObject({ device: info?.startsWith('{') ? { platform: 'mac' } : {} });
      }
    });

    it('that takes ten requests at once is sent ten, and the others in their turn', async () => {
      const c = client();
      const login = start(c);
      await login.signIn();
      let running = 0;
      let most = 0;
      c.odd.request = ({ success }) => {
        running += 1;
        most = Math.max(most, running);
        setTimeout(() => {
          running -= 1;
          success?.({ statusCode: 200, header: {}, data: {} });
        }, 100);
      };
      const all = Promise.all(Array.from({ length: 25 }, () => login.request('GET /orders')));
      await jest.advanceTimersByTimeAsync(1000);
      expect([(await all).length, most]).toEqual([25, 10]);
    });

    it('that had too many calls from others is asked again a moment later', async () => {
      const c = client();
      const login = start(c);
      await login.signIn();
      let calls = 0;
      c.odd.request = ({ success, fail }) => {
        calls += 1;
        if (calls < 3) fail?.({ errno: 111, errMsg: 'request:fail Too many API calls' });
        else success?.({ statusCode: 200, header: {}, data: { ok: true } });
      };
      const answer = login.request('GET /orders');
      await jest.advanceTimersByTimeAsync(1000);
      expect(await answer).toEqual({ ok: true });
    });
  });

  describe('storage', () => {
    it.each([1, 2, 3])('that is full from the %s. write on leaves no used refresh token behind', async (from) => {
      const c = client();
      let writes = 0;
      const write = c.tt.setStorageSync;
      c.tt.setStorageSync = (key, value) => {
        writes += 1;
        if (writes >= from) throw new Error('storage is full');
        write(key, value);
      };
      const login = start(c);
      await login.signIn();
      let current = 'flr_1';
      for (const n of [2, 3]) {
        c.server[me] = [refused(401, 'unauthorized'), { status: 200, body: {} }];
        c.server['POST /api/v1/auth/refresh'] = [tokens(n)];
        await login.request(me);
        current = `flr_${n}`;
        const kept = c.storage.get(sessionKey) as { refreshToken: string } | undefined;
        expect([undefined, current]).toContain(kept?.refreshToken);
      }
    });

    it('that is evicted while the mini program is open costs nothing until it is closed', async () => {
      const c = client();
      const login = start(c);
      await login.signIn();
      c.storage.clear();
      c.server[me] = [refused(401, 'unauthorized'), { status: 200, body: {} }];
      c.server['POST /api/v1/auth/refresh'] = [tokens(2)];
      await login.request(me);
      expect(c.storage.get(sessionKey)).toMatchObject({ refreshToken: 'flr_2' });
    });

    it('that hands over text is understood', async () => {
      const c = client();
      await start(c).signIn();
      c.storage.set(sessionKey, JSON.stringify(c.storage.get(sessionKey)));
      expect(await start(c).session()).toMatchObject({ refreshToken: 'flr_1', user: { name: '张三' } });
    });
  });

  describe('a device whose clock is wrong', () => {
    afterEach(() => void jest.useRealTimers());

    it.each([-86_400_000, 86_400_000])(
      'by %s ms from one moment to the next goes on, and signs out for good',
      async (ms) => {
        const c = client();
        const login = start(c);
        await login.signIn();
        jest.useFakeTimers({ now: Date.now() + ms, doNotFake: ['setImmediate', 'setTimeout'] });
        c.server[me] =
          ms < 0
            ? [refused(401, 'unauthorized'), { status: 200, body: { ok: 1 } }]
            : [{ status: 200, body: { ok: 1 } }];
        c.server['POST /api/v1/auth/refresh'] = [tokens(2), tokens(5)];
        expect(await login.request(me)).toEqual({ ok: 1 });
        c.server[logout] = [refused(401, 'unauthorized'), { status: 204 }];
        expect(await login.signOut()).toBeUndefined();
        expect(c.sent.at(-1)).toMatchObject({ path: logout, header: { authorization: 'Bearer fla_5' } });
      },
    );
  });

  describe('somebody else who holds the device', () => {
    const other = { ...person, id: 'u2', name: '李四', open_id: 'ou_2', tenant_key: 't2' };

    it('never sees the session of the one before, which ends', async () => {
      const c = client();
      await start(c, true).session();
      c.server[gadget] = [tokens(2, other)];
      const again = start(c, true);
      const [session] = await Promise.all([again.session(), again.request(me).catch(() => undefined)]);
      expect(session?.user).toMatchObject({ name: '李四', tenant_key: 't2' });
      expect(c.sent.filter(({ path }) => path !== gadget)).toMatchObject([
        { path: logout, header: { authorization: 'Bearer fla_1' } },
        { path: me, header: { authorization: 'Bearer fla_2' } },
      ]);
    });

    it('and may not come in, leaves nobody signed in here', async () => {
      const c = client();
      await start(c, true).session();
      c.server[gadget] = [refused(403, 'user_not_allowed')];
      const again = start(c, true);
      await expect(again.session()).rejects.toMatchObject({ code: 'user_not_allowed' });
      expect(await again.session()).toBeUndefined();
      expect(c.storage.has(sessionKey)).toBe(false);
    });

    it('cannot be told without a network: the one before, whose storage this is, stays', async () => {
      const c = client();
      await start(c, true).session();
      c.odd.requestAccess = ({ fail }) => fail?.({ errno: 303 });
      expect((await start(c, true).session())?.user.name).toBe('张三');
    });
  });

  describe('the address of the server', () => {
    it.each(['', 'api.example.test', 'ftp://a.example', 'https://a.example?x=1', 'https://user@a.example'])(
      'is refused when it is %j',
      (address) => {
        expect(() => create()({ apiUrl: address, tt: client().tt })).toThrow('it must be an address like');
      },
    );

    it('is not left by a path that is none', async () => {
      const login = start(client());
      await login.signIn();
      // @ts-expect-error a path begins with a slash
      await expect(login.request('GET @evil.example')).rejects.toThrow('is no endpoint');
    });
  });
}

function answered() {
  const [first] = client().server[gadget] ?? [];
  if (first === undefined || first === 'nothing') throw new Error('there is an answer');
  return { statusCode: first.status, header: {}, data: first.body };
}
