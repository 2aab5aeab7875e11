import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fieldsOf } from '../scripted-platform.ts';
import { appId, appSecret, type FeishuStage, openFeishuStage, paths, requestAccess, ttLogin } from './stage.ts';

describe('What the platform is asked', () => {
  let stage: FeishuStage;
  beforeEach(async () => {
    stage = await openFeishuStage();
  });
  afterEach(() => stage.close());

  const asked = (path: string) => stage.platform.asked.filter((one) => one.path === path);
  const bodies = (path: string): unknown[] => asked(path).map(fieldsOf);
  const credentials = { grant_type: 'authorization_code', client_id: appId, client_secret: appSecret };

  it.each(['requestAccess', 'requestAuthCode'] as const)(
    'for a code of tt.%s: a form without redirect_uri',
    async (via) => {
      await stage.feishu.identify({ code: 'abc', via });
      expect(bodies(paths.token)).toEqual([{ ...credentials, code: 'abc' }]);
      expect(asked(paths.token)[0]).toMatchObject({
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      });
      expect(asked(paths.token)[0]?.headers).not.toHaveProperty('authorization');
    },
  );

  it('for a code of the authorize page: with the redirect_uri and the verifier it was made for', async () => {
    const redirectUri = 'https://login.example.com/auth/callback';
    await stage.feishu.identify({ code: 'abc', via: 'authorize', redirectUri, codeVerifier: 'v'.repeat(43) });
    expect(bodies(paths.token)).toEqual([
      { ...credentials, code: 'abc', redirect_uri: redirectUri, code_verifier: 'v'.repeat(43) },
    ]);
  });

  it('for a code of the QR page: with the redirect_uri alone', async () => {
    const redirectUri = 'https://login.example.com/auth/callback';
    await stage.feishu.identify({ code: 'abc', via: 'qr', redirectUri });
    expect(bodies(paths.token)).toEqual([{ ...credentials, code: 'abc', redirect_uri: redirectUri }]);
  });

  it('for a code of tt.login: the code alone, with the app’s own token', async () => {
    await stage.feishu.identify(ttLogin);
    expect(bodies(paths.appToken)).toEqual([{ app_id: appId, app_secret: appSecret }]);
    expect(bodies(paths.gadget)).toEqual([{ code: 'canary-code' }]);
    expect(asked(paths.gadget)[0]?.headers).toMatchObject({
      authorization: 'Bearer canary-app-token',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(asked(paths.token)).toEqual([]);
  });

  it.each(['8Rf+7B3/=', 'a.b_c-d~', 'ab cd', '%2B%20', '"quoted\\"', '码 é 😀', 'x'.repeat(2048)])(
    'byte by byte, for the code %j',
    async (code) => {
      await stage.feishu.identify({ code, via: 'requestAccess' });
      await stage.feishu.identify({ code, via: 'login' });
      expect(bodies(paths.token)).toMatchObject([{ code }]);
      expect(bodies(paths.gadget)).toEqual([{ code }]);
    },
  );

  it('about the person: nothing but the token they came with', async () => {
    await stage.feishu.identify(requestAccess);
    expect(asked(paths.userInfo)).toMatchObject([
      { method: 'GET', body: '', headers: { authorization: 'Bearer canary-user-token' } },
    ]);
    expect(stage.platform.asked.map(({ path }) => path)).toEqual([paths.token, paths.userInfo]);
  });

  it('for a JSAPI ticket: with a tenant token', async () => {
    expect(await stage.feishu.jsapiTicket()).toBe('canary-ticket');
    expect(bodies(paths.tenantToken)).toEqual([{ app_id: appId, app_secret: appSecret }]);
    expect(asked(paths.ticket)).toMatchObject([
      { method: 'POST', headers: { authorization: 'Bearer canary-tenant-token' } },
    ]);
  });

  it('by the browser, on the authorize page: PKCE S256, and only scopes that are asked for', async () => {
    const stage = await openFeishuStage({ accountsUrl: new URL('https://accounts.feishu.cn') });
    const request = { redirectUri: 'https://login.example.com/auth/callback', state: 's', codeChallenge: 'c' };
    const url = stage.feishu.authorizeUrl({ ...request, scopes: ['task:task:read', 'offline_access'] });
    expect(`${url.origin}${url.pathname}`).toBe('https://accounts.feishu.cn/open-apis/authen/v1/authorize');
    const parameters = {
      client_id: appId,
      response_type: 'code',
      redirect_uri: 'https://login.example.com/auth/callback',
      state: 's',
      code_challenge: 'c',
      code_challenge_method: 'S256',
    };
    expect(Object.fromEntries(url.searchParams)).toEqual({ ...parameters, scope: 'task:task:read offline_access' });
    const plain = stage.feishu.authorizeUrl({ ...request, scopes: [] });
    expect(Object.fromEntries(plain.searchParams)).toEqual(parameters);
    expect(url.href).not.toContain(appSecret);
    await stage.close();
  });

  it('by the browser, on the QR page: what that older page knows', () => {
    const url = stage.feishu.qrUrl?.({ redirectUri: 'https://login.example.com/auth/callback', state: 's' });
    expect(`${url?.origin}${url?.pathname}`).toBe('https://passport.feishu.cn/suite/passport/oauth/authorize');
    expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
      client_id: appId,
      redirect_uri: 'https://login.example.com/auth/callback',
      response_type: 'code',
      state: 's',
    });
  });
});
