import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { clientAges, createHttpBridge, createTt, type H5Settings } from 'feishu-emulator/client';
import { app, startWorld, type World, zhangsan, zhaoliu } from '../world.ts';
import { answerOf } from './answers.ts';

const page = 'http://localhost:3000/';

function webPage(world: World, settings: Partial<H5Settings> = {}) {
  return createTt({
    kind: 'h5',
    openId: zhangsan,
    pageUrl: () => page,
    bridge: createHttpBridge(world.url),
    ...settings,
  });
}

function ready({ h5sdk }: ReturnType<typeof webPage>): Promise<void> {
  return new Promise((resolve) => h5sdk.ready(resolve));
}

describe('a web page in the client', () => {
  it('calls nothing before h5sdk.ready, and never is ready where the SDK is not', async () => {
    const world = await startWorld();
    const { tt } = webPage(world);
    const early = await answerOf(tt.requestAccess, { appID: app.client_id, scopeList: [] });
    expect(early.failed).toMatchObject({ errno: 110, errMsg: expect.stringContaining('h5sdk.ready') });
    const never = webPage(world, { behaviour: { ready: 'never' } });
    const waited = new Promise((resolve) => setTimeout(() => resolve('nothing'), 60));
    expect(await Promise.race([ready(never), waited])).toBe('nothing');
  });

  it('gets a code from requestAccess with its appID, without config', async () => {
    const world = await startWorld();
    const client = webPage(world, { pageUrl: () => `${page}?from=chat#/home` });
    await ready(client);
    const { ok } = await answerOf(client.tt.requestAccess, { appID: app.client_id, scopeList: [], state: 's' });
    expect(ok).toEqual({ errMsg: 'requestAccess:ok', code: expect.any(String), state: 's' });
    expect((await world.exchange(ok.code)).body.code).toBe(0);
  });

  it('needs appID with a capital D', async () => {
    const world = await startWorld();
    const client = webPage(world);
    await ready(client);
    // @ts-expect-error the other API's spelling
    const { failed } = await answerOf(client.tt.requestAccess, { appId: app.client_id, scopeList: [] });
    expect(failed.errno).toBe(104);
  });

  it('must be registered among the redirect URLs', async () => {
    const world = await startWorld();
    const client = webPage(world, { pageUrl: () => 'http://localhost:3000/elsewhere' });
    await ready(client);
    const access = await answerOf(client.tt.requestAccess, { appID: app.client_id, scopeList: [] });
    expect(access.failed).toMatchObject({ errno: 2700002, errString: expect.stringContaining('20029') });
    const authCode = await answerOf(client.tt.requestAuthCode, { appId: app.client_id });
    expect(authCode.failed.errCode).toBe(10236);
    await world.control('PUT', `apps/${app.client_id}`, { redirect_urls: [] });
    expect((await answerOf(client.tt.requestAuthCode, { appId: app.client_id })).failed.errCode).toBe(10235);
    await world.control('PATCH', 'settings', { redirect_check: 'off' });
    expect((await answerOf(client.tt.requestAuthCode, { appId: app.client_id })).ok.code).toEqual(expect.any(String));
  });

  it('gets a code of five minutes from requestAuthCode, and its documented refusals', async () => {
    const world = await startWorld();
    const client = webPage(world, { version: clientAges.middle });
    await ready(client);
    const { ok } = await answerOf(client.tt.requestAuthCode, { appId: app.client_id });
    await world.advance(299);
    expect((await world.exchange(ok.code)).body.code).toBe(0);
    expect((await answerOf(client.tt.requestAuthCode, { appId: 'cli_ffffffffffffffff' })).failed.errCode).toBe(10200);
    const outside = webPage(world, { openId: zhaoliu });
    await ready(outside);
    expect((await answerOf(outside.tt.requestAuthCode, { appId: app.client_id })).failed.errCode).toBe(10228);
  });

  it.each([
    ['7.50.0', 'ok', 'ok'],
    ['6.5.0', 103, 'ok'],
    ['4.10.0', 103, 103],
  ] as const)('on client %s has requestAccess: %s, requestAuthCode: %s', async (version, access, authCode) => {
    const world = await startWorld();
    const client = webPage(world, { version });
    await ready(client);
    const outcome = ({ ok, failed }: { ok?: object; failed?: { errno: number } }) => (ok ? 'ok' : failed?.errno);
    expect(outcome(await answerOf(client.tt.requestAccess, { appID: app.client_id, scopeList: [] }))).toBe(access);
    expect(outcome(await answerOf(client.tt.requestAuthCode, { appId: app.client_id }))).toBe(authCode);
  });

  it('has no requestAccess at all with an old SDK', async () => {
    const world = await startWorld();
    expect(webPage(world, { behaviour: { requestAccess: 'absent' } }).tt.requestAccess).toBeUndefined();
  });

  it('has none of the APIs that are for gadgets only', async () => {
    const world = await startWorld();
    const { tt } = webPage(world);
    for (const api of ['login', 'checkSession', 'request', 'setStorage', 'getSystemInfoSync', 'getLaunchOptionsSync']) {
      expect(tt).not.toHaveProperty(api);
    }
  });
});

describe('h5sdk.config', () => {
  async function signed(world: World, change: { url?: string; timestamp?: number; ticket?: string } = {}) {
    const token = await world.appToken();
    const { body } = await world.ask('/open-apis/jssdk/ticket/get', { method: 'POST', bearer: token });
    const { url = page, timestamp = world.state.clock.now(), ticket = body.data.ticket } = change;
    const nonceStr = 'Y7a8KkqX041bsSwT';
    const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;
    const signature = createHash('sha1').update(text).digest('hex');
    return { appId: app.client_id, timestamp, nonceStr, signature, jsApiList: [] as string[] };
  }

  function config({ h5sdk }: ReturnType<typeof webPage>, options: object) {
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into results of either shape.
    return new Promise<any>((resolve) => {
      h5sdk.config({
        ...options,
        onSuccess: (ok) => resolve({ ok }),
        onFail: (failed) => resolve({ failed }),
      });
    });
  }

  it('lets a verified page call the other APIs', async () => {
    const world = await startWorld();
    const client = webPage(world, { pageUrl: () => `${page}?a=1#/route` });
    await ready(client);
    expect((await answerOf(client.tt.showToast, { title: 'x' })).failed).toMatchObject({ errno: 105, errCode: 333445 });
    const { ok } = await config(client, await signed(world, { url: `${page}?a=1` }));
    expect(ok.session_key).toMatch(/^[0-9a-f]{32}$/);
    expect((await answerOf(client.tt.showToast, { title: 'x' })).ok).toEqual({ errMsg: 'showToast:ok' });
    expect((await answerOf(client.tt.getSystemInfo, {})).ok.platform).toBe('ios');
    expect((await answerOf(client.tt.getUserInfo, {})).ok.userInfo.nickName).toBe('张三');
  });

  it('lets it call what is in jsApiList, in either spelling', async () => {
    const world = await startWorld();
    const client = webPage(world);
    await config(client, { ...(await signed(world)), jsApiList: ['tt.getSystemInfo', 'showToast'] });
    expect((await answerOf(client.tt.getSystemInfo, {})).ok).toBeDefined();
    expect((await answerOf(client.tt.showToast, { title: 'x' })).ok).toBeDefined();
    expect((await answerOf(client.tt.showModal, { title: 'x' })).failed.errCode).toBe(333445);
  });

  it('tells onFail and h5sdk.error', async () => {
    const world = await startWorld();
    const client = webPage(world);
    const errors: unknown[] = [];
    client.h5sdk.error((failure) => errors.push(failure));
    const { failed } = await config(client, { ...(await signed(world)), signature: 'f'.repeat(40) });
    expect(failed).toMatchObject({ errno: 2601002, errCode: 333441, errorCode: 333441 });
    expect(failed.errorMessage).toContain('invalid signature: signature: ffff');
    expect(errors).toEqual([failed]);
  });

  it.each([
    ['signed for another page', 333441, { url: `${page}other` }],
    ['signed with another ticket', 333441, { ticket: '0'.repeat(40) }],
    ['signed eleven minutes ago', 333444, { timestamp: Date.now() - 11 * 60_000 }],
    ['signed with seconds', 333444, { timestamp: Math.floor(Date.now() / 1000) }],
  ] as const)('refuses a page %s with %i', async (_, code, change) => {
    const world = await startWorld();
    const { failed } = await config(webPage(world), await signed(world, change));
    expect(failed.errCode).toBe(code);
  });

  it('takes a signature once', async () => {
    const world = await startWorld();
    const options = await signed(world);
    expect((await config(webPage(world), options)).ok).toBeDefined();
    expect((await config(webPage(world), options)).failed.errCode).toBe(333443);
  });

  it('wants a live ticket, a known app and a trusted domain', async () => {
    const world = await startWorld();
    const options = { appId: app.client_id, timestamp: Date.now(), nonceStr: 'n', signature: 's', jsApiList: [] };
    expect((await config(webPage(world), options)).failed.errCode).toBe(333442);
    expect((await config(webPage(world), { ...options, appId: 'cli_x' })).failed.errCode).toBe(333440);
    const stranger = webPage(world, { pageUrl: () => 'http://localhost:3001/' });
    expect((await config(stranger, options)).failed.errCode).toBe(333448);
    await world.control('PUT', `apps/${app.client_id}`, { h5_domains: [] });
    expect((await config(webPage(world), options)).failed.errCode).toBe(333447);
  });

  it('wants the timestamp as a number and the list as a list', async () => {
    const world = await startWorld();
    const options = await signed(world);
    const text = await config(webPage(world), { ...options, timestamp: String(options.timestamp) });
    expect(text.failed).toMatchObject({ errno: 104, errCode: 1012 });
    expect((await config(webPage(world), { ...options, jsApiList: undefined })).failed.errno).toBe(104);
  });

  it('does not exist before client 5.1', async () => {
    const world = await startWorld();
    const { failed } = await config(webPage(world, { version: clientAges.old }), await signed(world));
    expect(failed.errno).toBe(103);
  });
});
