import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, fieldsOf, json, text } from '../scripted-platform.ts';
import { appId, appSecret, type FeishuStage, good, openFeishuStage, outcomeOf, paths, requestAccess } from './stage.ts';

const notFound = text('404 page not found', 404, { 'content-type': 'text/plain' });
const renewed = json({
  code: 0,
  access_token: 'canary-renewed-token',
  expires_in: 7200,
  refresh_token: 'ur-next',
  refresh_token_expires_in: 604800,
  scope: 'offline_access',
  token_type: 'Bearer',
});
const minute = 60_000;

describe('Of the two token endpoints', () => {
  let stage: FeishuStage;
  afterEach(() => stage.close());
  const open = async (settings: Parameters<typeof openFeishuStage>[0], version3?: Answer) => {
    stage = await openFeishuStage(settings);
    stage.platform.on(paths.tokenVersion2, good.token);
    if (version3 !== undefined) stage.platform.on(paths.token, version3);
  };
  const signIn = (code = 'canary-code') => outcomeOf(stage.feishu.identify({ ...requestAccess, code }));
  const asked = () => [stage.platform.count(paths.token), stage.platform.count(paths.tokenVersion2)];
  const fallbacks = () => stage.events.filter(({ name }) => name === 'upstream.fallback');

  it('version 3 is asked, on the accounts host, and version 2 is not', async () => {
    await open({});
    expect(await signIn()).toHaveProperty('signedIn');
    expect(asked()).toEqual([1, 0]);
    expect(stage.platform.asked.slice(0, 1).map(fieldsOf)[0]).toEqual({
      grant_type: 'authorization_code',
      client_id: appId,
      client_secret: appSecret,
      code: 'canary-code',
    });
  });

  it.each([
    ['the platform’s own words for an unknown path', notFound],
    ['an error page of a web server', text('<html><h1>404 Not Found</h1>', 404)],
    ['a JSON answer without a number', json({ status: 404, error: 'Not Found', path: '/oauth/v3/token' }, 404)],
    ['a page that takes no POST', text('<html>405 Not Allowed', 405)],
  ])('version 2 takes the same code where version 3 is not there: %s', async (_how, answer) => {
    await open({}, answer);
    expect(await signIn()).toHaveProperty('signedIn');
    expect(asked()).toEqual([1, 1]);
    const [version3, version2] = stage.platform.asked.slice(0, 2).map(fieldsOf);
    expect(version2).toEqual(version3);
    expect(fallbacks()).toEqual([{ name: 'upstream.fallback', reason: 'token_v3_absent' }]);
  });

  it('version 2 is asked where the accounts host has no name', async () => {
    await open({ accountsUrl: new URL('http://accounts.invalid') });
    expect(await signIn()).toHaveProperty('signedIn');
    expect(asked()).toEqual([0, 1]);
  });

  it('version 2 is asked at once for ten minutes, and then version 3 is tried again', async () => {
    await open({}, notFound);
    await signIn('a');
    await signIn('b');
    stage.pass(9 * minute);
    await signIn('c');
    expect(asked()).toEqual([1, 3]);
    stage.pass(minute);
    await signIn('d');
    expect(asked()).toEqual([2, 4]);
    stage.platform.on(paths.token, good.token);
    stage.pass(10 * minute);
    await signIn('e');
    expect(asked()).toEqual([3, 4]);
    expect(fallbacks()).toHaveLength(2);
  });

  it('many that find version 3 missing at once all sign in, and none is kept from the platform', async () => {
    await open({}, notFound);
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, i) => signIn(`code-${i}`)));
    for (const outcome of outcomes) expect(outcome).toHaveProperty('signedIn');
    expect(fallbacks()).toHaveLength(1);
  });

  it.each([
    ['a refused code', json({ code: 20003, error: 'invalid_grant', error_description: 'x' }, 400), 'code_invalid'],
    [
      'a wrong secret',
      json({ code: 20002, error: 'invalid_client', error_description: 'x' }, 400),
      'upstream_unavailable',
    ],
    ['a number with HTTP 404', json({ code: 20048, msg: 'x' }, 404), 'upstream_unavailable'],
    ['a server error', text('<html>502', 502), 'upstream_unavailable'],
    ['a redirect', text('', 302, { location: 'https://accounts.feishu.cn/' }), 'upstream_unavailable'],
    ['a page', text('<html>Sign in to the Wi-Fi'), 'upstream_unavailable'],
    ['a closed connection', ((response) => response.destroy()) satisfies Answer, 'upstream_unavailable'],
  ])('version 2 never hears of %s', async (_what, answer, code) => {
    await open({}, answer);
    expect(await signIn()).toMatchObject({ code });
    expect(stage.platform.count(paths.tokenVersion2)).toBe(0);
    expect(fallbacks()).toEqual([]);
  });

  it('a host that does not answer now is no reason for version 2', async () => {
    await open({ accountsUrl: new URL('http://127.0.0.1:9') });
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false });
    expect(asked()).toEqual([0, 0]);
  });

  it('a code whose first answer was lost is not sent to version 2, though version 3 is gone by then', async () => {
    await open({});
    stage.platform.on(paths.token, (response) => response.destroy(), notFound);
    expect(await signIn()).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: true });
    expect(stage.platform.count(paths.tokenVersion2)).toBe(0);
  });

  it.each([
    ['3', notFound, [1, 0], { code: 'upstream_unavailable', codeMayBeSpent: false }],
    ['2', good.token, [0, 1], { signedIn: expect.anything() }],
  ] as const)('with FEISHU_TOKEN_VERSION=%s only that one is asked', async (tokenVersion, answer, counts, outcome) => {
    await open({ tokenVersion }, answer);
    expect(await signIn()).toMatchObject(outcome);
    expect(asked()).toEqual(counts);
  });

  it('a verifier goes to either version exactly where there is one', async () => {
    await open({}, notFound);
    const browser = { via: 'authorize', redirectUri: 'https://login.example.com/auth/callback' } as const;
    await stage.feishu.identify({ ...browser, code: 'a', codeVerifier: 'v'.repeat(43) });
    await stage.feishu.identify({ ...browser, via: 'qr', code: 'b' });
    const bodies = stage.platform.asked.filter(({ method }) => method === 'POST').map(fieldsOf);
    expect(bodies.map(({ code, code_verifier: verifier }) => [code, verifier])).toEqual([
      ['a', 'v'.repeat(43)],
      ['a', 'v'.repeat(43)],
      ['b', undefined],
    ]);
  });

  describe('a permission is renewed', () => {
    const renew = (token: string) => outcomeOf(stage.feishu.refreshGrant(token));
    const sent = (path: string) =>
      stage.platform.asked.filter((one) => one.path === path).map((one) => fieldsOf(one).refresh_token);

    it('by version 3, whichever issued it', async () => {
      await open({}, renewed);
      const first = await stage.feishu.refreshGrant('ur-of-version-2');
      if (first.outcome !== 'renewed') throw new Error(first.outcome);
      await stage.feishu.refreshGrant(first.grant.refreshToken ?? '');
      expect(sent(paths.token)).toEqual(['ur-of-version-2', 'ur-next']);
      expect(asked()).toEqual([2, 0]);
    });

    it('by version 2 where it issued it and there is no other', async () => {
      await open({}, notFound);
      stage.platform.on(paths.tokenVersion2, renewed);
      expect(await renew('ur-of-version-2')).toMatchObject({
        signedIn: { outcome: 'renewed', grant: { refreshToken: 'ur-next' } },
      });
      expect(sent(paths.tokenVersion2)).toEqual(['ur-of-version-2']);
    });

    it('later, where version 3 issued it and is away: version 2 would refuse it for good', async () => {
      await open({}, renewed);
      const first = await stage.feishu.refreshGrant('ur-of-version-2');
      if (first.outcome !== 'renewed') throw new Error(first.outcome);
      const kept = first.grant.refreshToken ?? '';
      stage.platform.on(paths.token, notFound);
      stage.platform.on(
        paths.tokenVersion2,
        json({ code: 20026, error: 'invalid_grant', error_description: 'x' }, 400),
      );
      expect(await renew(kept)).toMatchObject({ code: 'upstream_unavailable', codeMayBeSpent: false });
      expect(await renew(kept)).toMatchObject({ code: 'upstream_unavailable' });
      expect(stage.platform.count(paths.tokenVersion2)).toBe(0);
      stage.platform.on(paths.token, renewed);
      stage.pass(10 * minute);
      expect(await renew(kept)).toMatchObject({ signedIn: { outcome: 'renewed' } });
    });
  });

  it('each of them is behind the same answer to an access policy, which says nothing about the person', async () => {
    for (const code of [21000, 21001]) {
      await open({}, json({ code, msg: 'x', challenge_url: 'https://accounts.feishu.cn/challenge' }, 403));
      const failure = await stage.feishu.identify(requestAccess).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'user_not_allowed', details: { platformCode: code } });
      expect(failure).not.toHaveProperty('person');
      await expect(stage.feishu.refreshGrant('ur-1')).rejects.toMatchObject({ code: 'user_not_allowed' });
      if (code === 21000) await stage.close();
    }
  });

  it('the log says by which id the platform’s support finds a refusal', async () => {
    const error = { log_id: '20261127-ABC_1', troubleshooter: 'https://open.feishu.cn/search?q=20002' };
    await open({}, json({ code: 20002, msg: 'x', error }, 400));
    await expect(stage.feishu.identify(requestAccess)).rejects.toMatchObject({
      cause: { message: 'code 20002 (misconfigured), log_id 20261127-ABC_1' },
    });
  });
});
