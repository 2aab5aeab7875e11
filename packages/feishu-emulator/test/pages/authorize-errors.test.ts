import { describe, expect, it } from '@jest/globals';
import { app, lisi, outsider, startWorld, zhangsan, zhaoliu } from '../world.ts';
import { authorizePath, Visitor } from './visitor.ts';

const silent = { auto_login: zhangsan, auto_consent: true };

describe('an error page', () => {
  it.each([
    ['no app id', { client_id: undefined }, '20001'],
    ['an app id nobody has', { client_id: 'cli_ffffffffffffffff' }, '20028'],
    ['no redirect_uri', { redirect_uri: undefined }, '20029'],
    ['a redirect_uri that is not registered', { redirect_uri: 'https://evil.example/callback' }, '20029'],
    ['a redirect_uri that is no address', { redirect_uri: 'javascript:alert(1)' }, '20029'],
    ['another response_type', { response_type: 'token' }, '20001'],
    ['a scope that is not enabled', { scope: 'contact:user.phone:readonly' }, '20027'],
    ['a scope in other letters', { scope: 'Task:task:read' }, '20027'],
    ['more than two hundred scopes', { scope: Array.from({ length: 201 }, (_, n) => `s:${n}`).join(' ') }, '20001'],
    ['an unknown challenge method', { code_challenge: 'x', code_challenge_method: 'S512' }, '20001'],
  ])('is shown for %s, and goes nowhere', async (_, change, code) => {
    const world = await startWorld({ settings: silent });
    const page = await new Visitor(world).open(authorizePath(change));
    expect([page.status, page.page, page.code, page.location]).toEqual([200, 'error', code, null]);
    const [entry] = await world.journal('?path=/open-apis/authen/v1/authorize');
    expect(entry).toMatchObject({ code: Number(code), committed: false, why: expect.any(String) });
    expect(world.state.codes.all()).toEqual([]);
  });

  it.each([
    ['outside the availability range', zhaoliu],
    ['of another tenant', outsider],
  ])('20010 is shown to a user %s', async (_, auto_login) => {
    const world = await startWorld({ settings: { auto_login, auto_consent: true } });
    expect(await new Visitor(world).open(authorizePath())).toMatchObject({ code: '20010', location: null });
  });

  it('20042 is shown for a disabled app', async () => {
    const world = await startWorld({ settings: silent });
    await world.control('PUT', `apps/${app.client_id}`, { enabled: false });
    expect((await new Visitor(world).open(authorizePath())).code).toBe('20042');
  });

  it('says what to fix, with what was sent and what is registered, in both languages', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const path = authorizePath({ redirect_uri: 'http://localhost:3000/cb?x=1' });
    const chinese = await visitor.open(`${path}&lang=zh`);
    expect(chinese.html).toContain('安全设置');
    expect(chinese.html).toContain('http://localhost:3000/cb</code>');
    expect(chinese.html).toContain('http://localhost:3000/auth/callback');
    expect((await visitor.open(`${path}&lang=en`)).html).toContain('is not in the app');
  });

  it('escapes everything it repeats', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const hostile = `"><script>alert(1)</script>'&`;
    await world.control('PUT', `apps/${app.client_id}`, { name: hostile });
    await world.control('POST', 'users', { open_id: lisi, name: hostile, en_name: hostile });
    for (const path of [
      authorizePath(),
      authorizePath({ redirect_uri: hostile }),
      authorizePath({ client_id: hostile }),
      authorizePath({ state: hostile, scope: hostile }),
      `/suite/passport/sso/qr?goto=${encodeURIComponent(hostile)}`,
    ]) {
      const { html } = await visitor.open(path);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain(`"><script`);
    }
  });

  it('has the status of the setting', async () => {
    const world = await startWorld({ settings: { authorize_error_status: 400 } });
    expect((await new Visitor(world).open(authorizePath({ client_id: 'cli_x' }))).status).toBe(400);
  });

  it('is held to the letter by strict: response_type must be there', async () => {
    const world = await startWorld({ settings: { ...silent, strict: true } });
    expect((await new Visitor(world).open(authorizePath({ response_type: undefined }))).code).toBe('20001');
  });

  it('is shown when a form names another page than an authorize page', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    for (const here of ['https://evil.example/', '//evil.example', '/_emulator/', '']) {
      const page = await visitor.signIn(here, zhangsan);
      expect([page.page, page.location]).toEqual(['error', null]);
    }
  });
});

describe('the list of redirect URLs', () => {
  const registered = ['https://app.example/login/callback', 'http://127.0.0.1:3000/', 'https://root.example'];

  it.each([
    ['https://app.example/login/callback', true],
    ['https://app.example/login/callback?return=/a', true],
    ['https://app.example/login/callback#/route', true],
    ['https://APP.example/login/callback', true],
    ['https://app.example:443/login/callback', true],
    ['http://app.example/login/callback', false],
    ['https://app.example:8443/login/callback', false],
    ['https://app.example/login', false],
    ['https://app.example/login/callback/', false],
    ['https://app.example/login/Callback', false],
    ['https://app.example/login/callback/..', false],
    ['https://app.example.evil.example/login/callback', false],
    ['https://evil.example/https://app.example/login/callback', false],
    ['https://app.example@evil.example/login/callback', false],
    ['http://127.0.0.1:3000/', true],
    ['http://127.0.0.1:3000/?a=1', true],
    ['http://127.0.0.1:3001/', false],
    ['https://root.example/#/index', false],
    ['https://root.example#/index', true],
  ])('%s: %s', async (redirect_uri, allowed) => {
    const world = await startWorld({ settings: { ...silent, root_redirect_slash: 'exact' } });
    await world.control('PUT', `apps/${app.client_id}`, { redirect_urls: registered });
    const { status, code } = await new Visitor(world).open(authorizePath({ redirect_uri }));
    expect([status, code]).toEqual(allowed ? [302, undefined] : [200, '20029']);
  });

  it('may take a root with and without its slash for one', async () => {
    const world = await startWorld({ settings: { ...silent, root_redirect_slash: 'same' } });
    await world.control('PUT', `apps/${app.client_id}`, { redirect_urls: registered });
    const visitor = new Visitor(world);
    expect((await visitor.open(authorizePath({ redirect_uri: 'https://root.example/#/index' }))).status).toBe(302);
    expect((await visitor.open(authorizePath({ redirect_uri: 'http://127.0.0.1:3000' }))).status).toBe(302);
  });

  it('does not matter when redirect_check is off', async () => {
    const world = await startWorld({ settings: { ...silent, redirect_check: 'off' } });
    const { status } = await new Visitor(world).open(authorizePath({ redirect_uri: 'https://anything.example/x' }));
    expect(status).toBe(302);
  });
});
