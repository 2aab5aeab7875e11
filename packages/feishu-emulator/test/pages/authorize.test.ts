import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fingerprint } from '../../src/index.ts';
import { app, lisi, startWorld, wangwu, zhangsan } from '../world.ts';
import { authorizePath, Visitor } from './visitor.ts';

const silent = { auto_login: zhangsan, auto_consent: true };

function codeIn(location: string | null): string {
  return new URL(location ?? '').searchParams.get('code') ?? '';
}

describe('the authorize page', () => {
  it('asks who signs in, then for consent, then goes back with a code that is good', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const here = authorizePath({ scope: 'offline_access task:task:read' });

    const signIn = await visitor.open(here);
    expect([signIn.status, signIn.page, signIn.location]).toEqual([200, 'sign-in', null]);
    for (const name of ['张三', '李四', '王五', '赵六', '外部用户']) expect(signIn.html).toContain(name);

    const signedIn = await visitor.signIn(here, lisi);
    expect([signedIn.status, signedIn.location]).toEqual([303, here]);
    const consent = await visitor.open(here);
    expect(consent.page).toBe('consent');
    expect(consent.html).toContain('李四');
    expect(consent.html).toContain('task:task:read');

    const { status, location } = await visitor.decide(here, 'accept');
    expect(status).toBe(302);
    expect(location).toMatch(/^http:\/\/localhost:3000\/auth\/callback\?code=[A-Za-z0-9_-]{64}&state=st-1$/);
    const { body } = await world.exchange(codeIn(location), { redirect_uri: 'http://localhost:3000/auth/callback' });
    expect(body.scope.split(' ')).toEqual(expect.arrayContaining(['offline_access', 'task:task:read']));
    expect((await world.userInfo(body.access_token)).body.data.open_id).toBe(lisi);
  });

  it('tells a refusal with error=access_denied and the state, and grants nothing', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const here = authorizePath();
    await visitor.signIn(here, zhangsan);
    const { status, location } = await visitor.decide(here, 'refuse');
    expect(status).toBe(302);
    expect(location).toBe('http://localhost:3000/auth/callback?error=access_denied&state=st-1');
    expect(world.state.grants.all()).toEqual([]);
    expect(world.state.codes.all()).toEqual([]);
  });

  it('asks again though nothing is new when the app wants that: prompt=consent', async () => {
    const world = await startWorld({ settings: { consent_when_nothing_new: 'skip' } });
    const visitor = new Visitor(world);
    const here = authorizePath();
    await visitor.signIn(here, zhangsan);
    await visitor.decide(here, 'accept');
    expect((await visitor.open(here)).status).toBe(302);
    expect((await visitor.open(authorizePath({ prompt: 'consent' }))).page).toBe('consent');
  });

  it('takes two hundred scopes in one request, and counts those the app lacks', async () => {
    const world = await startWorld();
    const scopes = Array.from({ length: 200 }, (_, n) => `s:${n}`);
    await world.control('PUT', `apps/${app.client_id}`, { scopes });
    expect((await new Visitor(world).open(authorizePath({ scope: scopes.join(' ') }))).page).toBe('sign-in');
  });

  it('sends no state when none was sent', async () => {
    const world = await startWorld({ settings: silent });
    const { location } = await new Visitor(world).open(authorizePath({ state: undefined }));
    expect(location).toMatch(/\?code=[^&]+$/);
  });

  it('echoes the state byte for byte', async () => {
    const world = await startWorld({ settings: silent });
    const state = 'a b&c=d#e+f/张三?"<>';
    const { location } = await new Visitor(world).open(authorizePath({ state }));
    expect(new URL(location ?? '').searchParams.get('state')).toBe(state);
  });

  it('lists only what was not granted before', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const first = authorizePath({ scope: 'task:task:read' });
    await visitor.signIn(first, zhangsan);
    await visitor.decide(first, 'accept');
    const more = await visitor.open(authorizePath({ scope: 'task:task:read contact:user.email:readonly' }));
    expect(more.html).toContain('contact:user.email:readonly');
    expect(more.html).not.toContain('task:task:read</code>');
  });

  it.each([
    ['one_click', false, 'consent'],
    ['one_click', true, 'consent'],
    ['skip', false, 'redirect'],
    ['skip', true, 'redirect'],
    ['skip_in_client', false, 'consent'],
    ['skip_in_client', true, 'redirect'],
  ] as const)('with nothing new and the setting %s, in the client: %s, shows: %s', async (setting, inClient, shown) => {
    const world = await startWorld({ settings: { consent_when_nothing_new: setting } });
    const visitor = new Visitor(world);
    const here = authorizePath();
    await visitor.signIn(here, zhangsan);
    await visitor.decide(here, 'accept');
    if (inClient) {
      visitor.cookies.set('feishu_emulator_client', zhangsan);
      visitor.headers['sec-fetch-dest'] = 'iframe';
    }
    const { page, location } = await visitor.open(here);
    expect(page ?? (location && 'redirect')).toBe(shown);
  });

  it('signs in nobody in the client but who is signed in there, and believes its cookie only in its frame', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    visitor.cookies.set('feishu_emulator_client', lisi);
    expect((await visitor.open(authorizePath())).page).toBe('sign-in');
    visitor.headers['sec-fetch-dest'] = 'iframe';
    expect((await visitor.open(authorizePath())).html).toContain('李四');
  });

  it('goes back at once with auto_login and auto_consent, on either spelling of the app id', async () => {
    const world = await startWorld({ settings: silent });
    const visitor = new Visitor(world);
    for (const change of [{}, { client_id: undefined, app_id: app.client_id }, { response_type: undefined }]) {
      const { status, location } = await visitor.open(authorizePath(change));
      expect(status).toBe(302);
      expect((await world.exchange(codeIn(location))).body.code).toBe(0);
    }
  });

  it.each([
    ['http://localhost:3000/auth/callback?a=1&b=2', 'http://localhost:3000/auth/callback?a=1&b=2&code=C&state=st-1'],
    ['http://localhost:3000/auth/callback#/login', 'http://localhost:3000/auth/callback?code=C&state=st-1#/login'],
    ['http://localhost:3000/auth/callback?a=1#x', 'http://localhost:3000/auth/callback?a=1&code=C&state=st-1#x'],
    ['http://localhost:3000/#/login', 'http://localhost:3000/?code=C&state=st-1#/login'],
  ])('goes back from %s to %s', async (redirect_uri, expected) => {
    const world = await startWorld({ settings: silent });
    const { location } = await new Visitor(world).open(authorizePath({ redirect_uri }));
    expect(location?.replace(/code=[\w-]+/, 'code=C')).toBe(expected);
  });

  it('drops the slash before a fragment, as in the documented sample', async () => {
    const world = await startWorld({ settings: silent });
    const redirect_uri = 'https://example.com/api/oauth/callback/#/login';
    await world.control('PUT', `apps/${app.client_id}`, { redirect_urls: [redirect_uri] });
    const { location } = await new Visitor(world).open(authorizePath({ redirect_uri }));
    expect(location).toMatch(/^https:\/\/example\.com\/api\/oauth\/callback\?code=[\w-]+&state=st-1#\/login$/);
  });

  it.each(['S256', 'plain', undefined] as const)('keeps the challenge (%s) with the code', async (method) => {
    const world = await startWorld({ settings: silent });
    const verifier = 'TxYmzM4PHLBlqm5NtnCmwxMH8mFlRWl_ipie3O0aVzo';
    const code_challenge = method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
    const path = authorizePath({ code_challenge, code_challenge_method: method });
    const { location } = await new Visitor(world).open(path);
    expect((await world.exchange(codeIn(location), { code_verifier: 'x'.repeat(43) })).body.code).toBe(20049);
    expect((await world.exchange(codeIn(location), { code_verifier: verifier })).body.code).toBe(0);
  });

  it('remembers who signed in until they switch or sign out', async () => {
    const world = await startWorld();
    const visitor = new Visitor(world);
    const here = authorizePath();
    await visitor.signIn(here, zhangsan);
    expect((await visitor.open(here)).page).toBe('consent');
    expect((await visitor.press('switch', here, {})).location).toBe(here);
    expect((await visitor.open(here)).page).toBe('sign-in');
    await visitor.signIn(here, zhangsan);
    expect((await visitor.open('/_emulator/accounts/logout')).page).toBe('signed-out');
    expect((await visitor.open(here)).page).toBe('sign-in');
  });

  it('hands a frozen or resigned person no code: 20066 is shown, and the browser goes nowhere', async () => {
    const world = await startWorld({ settings: { auto_login: wangwu, auto_consent: true } });
    const shown = async () => {
      const { page, location } = await new Visitor(world).open(authorizePath());
      return [page, location];
    };
    expect(await shown()).toEqual(['error', null]);
    await world.control('PATCH', `users/${wangwu}`, { status: 'resigned' });
    expect(await shown()).toEqual(['error', null]);
    expect((await world.journal('?path=/open-apis/authen/v1/authorize')).at(-1)).toMatchObject({ code: 20066 });
    expect(world.state.codes.all()).toEqual([]);
  });

  it('writes down what it did, the code only as a hash', async () => {
    const world = await startWorld({ settings: silent });
    const visitor = new Visitor(world);
    const { location } = await visitor.open(authorizePath());
    const [entry] = await world.journal('?path=/open-apis/authen/v1/authorize');
    expect(entry).toMatchObject({ method: 'GET', status: 302, code: 0, committed: true, open_id: zhangsan, why: null });
    expect(entry.credentials.issued_code).toBe(fingerprint(codeIn(location)));
    expect(JSON.stringify(await world.journal())).not.toContain(codeIn(location));
  });
});

describe('the historic pages', () => {
  it('authen/v1/index hands out a code without scopes', async () => {
    const world = await startWorld({ settings: silent });
    const path = '/open-apis/authen/v1/index?app_id=cli_a1b2c3d4e5f60718&state=s&redirect_uri=';
    const { status, location } = await new Visitor(world).open(
      path + encodeURIComponent('http://localhost:3000/auth/callback'),
    );
    expect(status).toBe(302);
    expect(location).toMatch(/code=[\w-]+&state=s$/);
    expect((await world.exchange(codeIn(location))).body.scope).toBe('auth:user.id:read');
  });

  it('the passport page ignores scope, and its code goes to either exchange', async () => {
    const world = await startWorld({ settings: silent });
    const path = authorizePath({ scope: 'task:task:read' }, '/suite/passport/oauth/authorize');
    const { location } = await new Visitor(world).open(path);
    expect((await world.exchange(codeIn(location))).body.scope).toBe('auth:user.id:read');
    expect(world.state.grants.all()[0]?.scopes).toEqual([]);
  });
});
