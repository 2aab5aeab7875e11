import { afterEach, describe, expect, it } from '@jest/globals';
import type { Feishu, IssuedGrant } from '../../src/auth/ports/feishu.ts';
import type { Ports } from '../../src/auth/ports/ports.ts';
import { zhangSan } from './fake-feishu.ts';
import { createWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.close());

const grant: IssuedGrant = {
  accessToken: 'feishu-access-token',
  expiresIn: 7200,
  refreshToken: 'feishu-refresh-token',
  refreshExpiresIn: 604_800,
  scopes: ['offline_access', 'task:task:read'],
};

/** Feishu whose sign-ins bring a grant, and whose tasks answer as told. */
function granting(given: IssuedGrant, tasks: Feishu['tasks']): (ports: Ports) => Partial<Ports> {
  return ({ feishu }) => ({
    feishu: { ...feishu, identify: async (code) => ({ ...(await feishu.identify(code)), grant: given }), tasks },
  });
}

const oneTask: Feishu['tasks'] = async () => ({
  answered: true,
  value: [{ id: 't1', summary: '写周报', url: null, dueAt: Date.UTC(2026, 11, 1), completed: false }],
});

async function signedIn(given: IssuedGrant, tasks: Feishu['tasks'] = oneTask) {
  const settings = { scopes: ['offline_access', 'task:task:read'] };
  world = await createWorld({ settings, ports: granting(given, tasks) });
  const { access_token } = await world.gadget(zhangSan);
  const headers = { authorization: `Bearer ${access_token}` };
  return (url: string, method: 'GET' | 'DELETE' = 'GET') => world.send({ method, url, headers });
}

describe('Feishu on somebody’s behalf, over HTTP', () => {
  it('shows their tasks', async () => {
    const ask = await signedIn(grant);
    const answer = await ask('/api/v1/feishu/tasks');
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      tasks: [{ id: 't1', summary: '写周报', url: null, due_at: '2026-12-01T00:00:00.000Z', completed: false }],
    });
  });

  it('T7: answers 403 with the scopes to ask for when they have not granted them', async () => {
    const ask = await signedIn({ ...grant, scopes: [] });
    const answer = await ask('/api/v1/feishu/tasks');
    expect(answer).toMatchObject({ status: 403, code: 'reauth_required' });
    expect(answer.json()).toMatchObject({ error: { scopes: ['task:task:read', 'offline_access'] } });
  });

  it('T9: leaves the session alone when permission is missing', async () => {
    const ask = await signedIn({ ...grant, scopes: [] });
    await ask('/api/v1/feishu/tasks');
    expect((await ask('/api/v1/me')).status).toBe(200);
  });

  it('T9: goes on as before when somebody refuses to allow more', async () => {
    const given: IssuedGrant = { ...grant, scopes: ['task:task:read'] };
    world = await createWorld({
      settings: { scopes: ['offline_access', ...given.scopes] },
      ports: granting(given, oneTask),
    });
    const browser = await world.signedInBrowser(zhangSan);
    const { location } = await browser.open('/auth/login?scope=offline_access');
    const state = new URL(location ?? '').searchParams.get('state');
    await browser.open(`/auth/callback?error=access_denied&state=${state}`);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(200);
    expect((await browser.fetch('GET', '/api/v1/feishu/grant')).json()).toMatchObject({
      scopes: given.scopes,
      status: 'active',
    });
    expect((await browser.fetch('GET', '/api/v1/feishu/tasks')).status).toBe(200);
  });

  it('tells what was granted, and forgets it', async () => {
    const ask = await signedIn(grant);
    expect((await ask('/api/v1/feishu/grant')).json()).toMatchObject({ scopes: grant.scopes, status: 'active' });
    expect((await ask('/api/v1/feishu/grant', 'DELETE')).status).toBe(204);
    expect((await ask('/api/v1/feishu/grant')).json()).toEqual({ scopes: [], expires_at: null, status: 'none' });
    expect(await ask('/api/v1/feishu/tasks')).toMatchObject({ status: 403 });
  });

  it('G6: passes nothing of the client’s on to the platform', async () => {
    const called: string[] = [];
    const ask = await signedIn(grant, async (token) => {
      called.push(token);
      return { answered: true, value: [] };
    });
    for (const url of [
      '/api/v1/feishu/tasks?page_token=x',
      '/api/v1/feishu/tasks%2f..%2fgrant',
      '/api/v1/feishu/tasks/x',
    ]) {
      expect((await ask(url)).status).toBeGreaterThanOrEqual(400);
    }
    expect(called).toEqual([]);
  });

  it('T16: shows no token, ticket or secret of the platform in any answer', async () => {
    const ask = await signedIn(grant);
    const post = (url: string, body: object) => world.send({ method: 'POST', url, body });
    const signIn = await post('/api/v1/auth/gadget', { code: world.feishu.code(zhangSan), via: 'requestAccess' });
    const { refresh_token } = signIn.json<{ refresh_token: string }>();
    const answers = [signIn, await post('/api/v1/auth/refresh', { refresh_token })];
    for (const url of [
      '/api/v1/feishu/tasks',
      '/api/v1/feishu/grant',
      '/api/v1/feishu/jsapi-config?url=https%3A%2F%2Flogin.example.com%2F',
      '/api/v1/me',
      '/api/v1/sessions',
      '/',
      '/login',
      '/openapi.json',
    ]) {
      answers.push(await ask(url));
    }
    for (const { status, text, headers } of answers) {
      expect(status).toBe(200);
      expect(text + JSON.stringify(headers)).not.toMatch(
        /feishu-(access|refresh)-token|ticket-of-the-app|secret-of-the-app/,
      );
    }
  });
});
