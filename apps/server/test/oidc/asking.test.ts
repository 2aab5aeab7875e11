import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
import { somebody, zhangSan } from '../http/fake-feishu.ts';
import type { TestBrowser } from '../http/test-browser.ts';
import { createWorld, type World } from '../http/world.ts';
import { asZhangSan, begin, follow, leadsTo, press, register, relyingParty, signInTo } from './relying-party.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const field = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const actions = (html: string) => [...html.matchAll(/action="([^"]*)"/g)].map(([, action = '']) => action);

/** Presses the consent page's button. */
async function sayYes(browser: TestBrowser, page: { text: string }) {
  const [allow = ''] = actions(page.text);
  return follow(world, browser, leadsTo(await press(world, browser, allow)), asZhangSan(world));
}

/** The consent page, as somebody signed in sees it. */
async function question(asked = {}) {
  const client = await register(world, { firstParty: false, name: '<b>报表</b>' });
  const config = await relyingParty(world, client);
  const browser = await world.signedInBrowser();
  const { url, checks } = await begin(config, { scope: 'openid profile', ...asked });
  const page = await follow(world, browser, url, asZhangSan(world));
  return { client, config, browser, checks, page };
}

describe('An app that is not the company’s own', () => {
  it('is asked about, in the person’s language, on a page without script', async () => {
    const { page } = await question({ ui_locales: 'en' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Let “&#60;b&#62;报表&#60;/b&#62;” know who you are?');
    expect(page.text).toContain('Your name and picture');
    expect(page.text).not.toContain('<script');
    expect((await question({ ui_locales: 'zh-CN' })).page.text).toContain('姓名和头像');
  });

  it('gets what it asked for after a yes, and only asks again for more', async () => {
    const { config, browser, checks, page } = await question();
    const arrived = await sayYes(browser, page);
    const tokens = await openid.authorizationCodeGrant(config, new URL(arrived.url), checks);
    expect(tokens.claims()).toMatchObject({ name: '张三' });
    expect((await signInTo(world, config, browser)).claims()).toMatchObject({ name: '张三' });
    const later = await world.signedInBrowser();
    expect((await signInTo(world, config, later)).claims()).toMatchObject({ name: '张三' });

    const more = { scope: 'openid feishu' };
    const silent = await follow(
      world,
      later,
      (await begin(config, { ...more, prompt: 'none' })).url,
      asZhangSan(world),
    );
    expect(new URL(silent.url).searchParams.get('error')).toBe('consent_required');
    const asking = await begin(config, more);
    const asked = await sayYes(later, await follow(world, later, asking.url, asZhangSan(world)));
    const given = await openid.authorizationCodeGrant(config, new URL(asked.url), asking.checks);
    expect(given.claims()).toMatchObject({ feishu: { open_id: zhangSan.openId } });
    await signInTo(world, config, await world.signedInBrowser(), { scope: 'openid profile feishu' });
  });

  it('is told of a no', async () => {
    const { browser, page } = await question();
    const [, deny = ''] = actions(page.text);
    const pressed = await press(world, browser, deny);
    const arrived = await follow(world, browser, leadsTo(pressed), asZhangSan(world));
    expect(new URL(arrived.url).searchParams.get('error')).toBe('access_denied');
  });

  it('U6: cannot say yes for the person, nor can anybody else’s page or browser', async () => {
    const { browser, page } = await question();
    const [allow = ''] = actions(page.text);
    const crossSite = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const forged = await browser.send({ method: 'POST', url: allow, headers: crossSite, body: '' });
    expect(forged.code).toBe('forbidden_origin');
    expect((await browser.open(allow)).status).toBe(405);
    const other = await press(world, await world.signedInBrowser(), allow);
    expect(other.status).toBe(400);
    expect([other.headers.location, other.headers.refresh]).toEqual([undefined, undefined]);
  });

  it('U7: has its pages framed by nobody, and their forms lead nowhere else', async () => {
    const { browser, page } = await question();
    const { headers } = await browser.open(page.url);
    const policy = headers['content-security-policy'];
    expect(policy).toMatch(/form-action 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/style-src 'sha256-[\w+/=]+'/);
  });
});

describe('What a person let an app know', () => {
  const apps = async (browser: TestBrowser) =>
    (await browser.fetch('GET', '/api/v1/sessions')).json<{ apps: { id: string }[] }>().apps;
  const forget = (browser: TestBrowser, id: string) => browser.fetch('DELETE', `/api/v1/apps/${id}`);

  it('U11: is listed with their devices, and taken back on any of them: what the app was given ends, and it asks again', async () => {
    const { config, browser, checks, page, client } = await question();
    const id = client.clientId;
    const tokens = await openid.authorizationCodeGrant(config, new URL((await sayYes(browser, page)).url), checks);
    const other = await world.signedInBrowser();
    expect((await apps(other)).find((app) => app.id === id)).toEqual({
      id,
      name: '<b>报表</b>',
      scopes: ['openid', 'profile'],
      allowed_at: expect.any(String),
    });
    const stranger = await world.signedInBrowser(somebody());
    expect([await apps(stranger), (await forget(stranger, id)).code]).toEqual([[], 'not_found']);
    expect((await openid.tokenIntrospection(config, tokens.access_token)).active).toBe(true);

    expect((await forget(other, id)).status).toBe(204);
    expect((await openid.tokenIntrospection(config, tokens.access_token)).active).toBe(false);
    await expect(openid.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    expect((await apps(browser)).some((app) => app.id === id)).toBe(false);
    expect((await forget(other, id)).code).toBe('not_found');
    const again = await follow(world, browser, (await begin(config)).url, asZhangSan(world));
    expect(again.text).toContain('允许“');
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(200);
  });

  it('does not grow by what was only asked for', async () => {
    const { config, browser, page } = await question({ scope: 'openid' });
    await sayYes(browser, page);
    const { url } = await begin(config, { scope: 'openid email' });
    const [, deny = ''] = actions((await follow(world, browser, url, asZhangSan(world))).text);
    await press(world, browser, deny);
    const later = await follow(world, browser, (await begin(config, { scope: 'openid email' })).url, asZhangSan(world));
    expect(later.text).toContain('允许“');
  });
});

describe('An app that wants its code posted', () => {
  it('may lead on from there to wherever it likes, and the question before it may not', async () => {
    const own = await relyingParty(world, await register(world));
    const { url } = await begin(own, { response_mode: 'form_post' });
    const posted = await (await world.signedInBrowser()).open(url);
    expect(posted.text).toContain('action="https://reports.example.com/callback"');
    expect(posted.headers['content-security-policy']).not.toContain('form-action');
    expect(posted.headers['content-security-policy']).toMatch(/script-src [^;]*'sha256-/);
    const { browser, page } = await question({ response_mode: 'form_post' });
    const asked = await browser.open(page.url);
    expect(asked.headers['content-security-policy']).toMatch(/form-action 'self'(;|$)/);
  });
});

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

describe('A device without a browser', () => {
  it('is signed in by the code it shows', async () => {
    const client = await register(world, { secretHash: null, redirectUris: [], firstParty: true });
    const config = await relyingParty(world, client);
    const device = await openid.initiateDeviceAuthorization(config, { scope: 'openid profile' });
    const browser = await world.signedInBrowser();
    const waiting = openid.genericGrantRequest(config, deviceGrant, { device_code: device.device_code });
    await expect(waiting).rejects.toMatchObject({ error: 'authorization_pending' });
    const entry = await browser.open(device.verification_uri);
    expect(entry.text).toContain('输入设备上显示的代码');
    expect(entry.text).not.toMatch(/<script|onfocus/);
    const [form = ''] = actions(entry.text);
    const xsrf = field(entry.text, 'xsrf');
    const wrong = await press(world, browser, form, { xsrf, user_code: 'BBBB-BBBB' });
    expect(wrong.text).toContain('代码不正确或已失效');
    const known = field(wrong.text, 'xsrf');
    const confirm = await press(world, browser, form, { xsrf: known, user_code: device.user_code });
    expect(confirm.text).toContain(device.user_code);
    const done = await press(world, browser, form, {
      xsrf: field(confirm.text, 'xsrf'),
      user_code: device.user_code,
      confirm: 'yes',
    });
    expect(done.text).toContain('设备已登录');
    const tokens = await openid.genericGrantRequest(config, deviceGrant, { device_code: device.device_code });
    expect(tokens.claims()).toMatchObject({ name: '张三' });
    await browser.fetch('POST', '/api/v1/auth/logout', '');
    await expect(openid.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
});

describe('A person who is not signed in yet', () => {
  it('is led to Feishu from the form of a device, which itself may lead nowhere else', async () => {
    const config = await relyingParty(world, await register(world, { secretHash: null, redirectUris: [] }));
    const device = await openid.initiateDeviceAuthorization(config, { scope: 'openid' });
    const browser = world.browser();
    const { text } = await browser.open(device.verification_uri);
    const entered = await press(world, browser, '/oidc/device', {
      ...{ xsrf: field(text, 'xsrf'), user_code: device.user_code, confirm: 'yes' },
    });
    const onward = await browser.open(leadsTo(entered));
    expect(new URL(onward.location ?? '', world.origin).pathname).toBe('/auth/login');
    expect(new URL((await browser.open(onward.location ?? '')).location ?? '').hostname).toBe('accounts.feishu.cn');
  });
});

describe('Whoever guesses the code of somebody’s device', () => {
  it('U10: may try a few times a minute from one address, and is then told to wait', async () => {
    const careful = world.secondInstance({
      app: { rateLimits: { failuresPerMinute: 5, requestsPerMinute: 1_000 } },
    });
    await register(world, { secretHash: null, redirectUris: [], firstParty: true });
    const browser = careful.browser();
    const guess = async () => {
      const { text } = await browser.open('/oidc/device');
      return press(careful, browser, '/oidc/device', { xsrf: field(text, 'xsrf'), user_code: 'BBBB-BBBB' });
    };
    for (let i = 0; i < 5; i += 1) expect((await guess()).text).toContain('代码不正确或已失效');
    const refused = await guess();
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
    expect(refused.text).toContain('尝试次数过多');
  });
});

describe('A sign-out that an app asks for', () => {
  it('ends our session after a yes, and leads back', async () => {
    const config = await relyingParty(world, await register(world));
    const browser = await world.signedInBrowser();
    const tokens = await signInTo(world, config, browser);
    const url = openid.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'https://reports.example.com/bye',
      state: 'x1',
    });
    const page = await browser.open(url.href);
    expect(page.text).toContain('退出登录？');
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(200);
    const [form = ''] = actions(page.text);
    const pressed = await press(world, browser, form, { xsrf: field(page.text, 'xsrf'), logout: 'yes' });
    expect(page.headers['content-security-policy']).toMatch(/form-action 'self'(;|$)/);
    expect(leadsTo(pressed)).toBe('https://reports.example.com/bye?state=x1');
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
    expect((await openid.tokenIntrospection(config, tokens.access_token)).active).toBe(false);
  });
});

describe('An API that checks tokens itself', () => {
  it('U8: gets a JWT for itself alone, of five minutes, where its client was given that', async () => {
    const api = 'https://api.example.com';
    const config = await relyingParty(world, await register(world, { resources: [api], jwtAccessTokens: true }));
    const browser = await world.signedInBrowser();
    const { url, checks } = await begin(config, { resource: api });
    const arrived = await follow(world, browser, url, asZhangSan(world));
    const tokens = await openid.authorizationCodeGrant(config, new URL(arrived.url), checks, { resource: api });
    const claims = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ aud: api, iss: `${world.origin}/oidc`, sub: tokens.claims()?.sub });
    expect(claims.exp - claims.iat).toBe(300);
    const other = await begin(config, { resource: 'https://other.example.com' });
    const refused = await follow(world, browser, other.url, asZhangSan(world));
    expect(new URL(refused.url).searchParams.get('error')).toBe('invalid_target');
  });
});
