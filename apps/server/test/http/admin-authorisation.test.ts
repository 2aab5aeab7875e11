import { randomUUID } from 'node:crypto';
import { type AdminEndpoint, adminApi } from '@feishu-login/auth-types/admin';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aClient, adminOf, anAdmin } from './admin-world.ts';
import { somebody } from './fake-feishu.ts';
import type { Answer, Asked } from './request.ts';
import type { TestBrowser } from './test-browser.ts';
import type { Me, World } from './world.ts';

const minute = 60_000;

/** Whoever adds an endpoint decides here whether it wants a fresh sign-in. */
const wantFreshSignIn: readonly AdminEndpoint[] = [
  'DELETE /api/v1/admin/people/:id',
  'DELETE /api/v1/admin/people/:id/sessions',
  'POST /api/v1/admin/people/:id/block',
  'DELETE /api/v1/admin/people/:id/block',
  'DELETE /api/v1/admin/sessions/:id',
  'POST /api/v1/admin/clients/:id/secret',
  'DELETE /api/v1/admin/clients/:id',
];

let world: World;
beforeAll(async () => {
  world = await adminOf();
});
afterAll(() => world.close());

/** Signs in, and returns a way to ask as whoever that is. */
type Role = () => Promise<(method: NonNullable<Asked['method']>, url: string) => Promise<Answer>>;

const by =
  (browser: TestBrowser): Awaited<ReturnType<Role>> =>
  (method, url) =>
    browser.fetch(method, url);
const signedIn = async (who = somebody()) => world.signedInBrowser(who);

const strangers: Record<string, Role> = {
  nobody: async () => by(world.browser()),
  'somebody who is signed in': async () => by(await signedIn()),
  'a former administrator': async () => {
    const browser = await signedIn(anAdmin);
    expect((await browser.fetch('GET', '/api/v1/admin/me')).status).toBe(200);
    // As after the restart that took them off the list, in the browser in which they are signed in.
    const still = adminOfOthers(['ou_another']).browser();
    for (const [name, value] of browser.cookies) still.setCookie(name, value);
    expect((await still.fetch('GET', '/api/v1/me')).status).toBe(200);
    return by(still);
  },
  'a blocked administrator': async () => {
    const person = { ...somebody(), openId: `ou_admin_${randomUUID()}` };
    const instance = adminOfOthers([person.openId]);
    const browser = await instance.signedInBrowser(person);
    const { user } = (await browser.fetch('GET', '/api/v1/me')).json<Me>();
    await world.ports.store.register.block(user.id, world.clock.now(), 'blocked');
    return by(browser);
  },
  'an administrator’s mini program': async () => {
    const { access_token } = await world.gadget(anAdmin);
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
    return (method, url) => world.send({ method, url, headers });
  },
};

function adminOfOthers(people: readonly string[]): World {
  return world.secondInstance({
    settings: { administrators: { people, groups: [] } },
    app: { admin: { html: '', checkUp: async () => ({ checked_at: '', checks: [] }) } },
  });
}

const stale: Record<string, Role> = {
  'an administrator who signed in eleven minutes ago': async () => {
    const browser = await signedIn(anAdmin);
    world.clock.advance(11 * minute);
    return by(browser);
  },
  'a page that an administrator’s mini program opened': async () => {
    const { access_token } = await world.gadget(anAdmin);
    const asked = await world.send({
      method: 'POST',
      url: '/api/v1/auth/handoff',
      headers: { authorization: `Bearer ${access_token}` },
      body: { return_to: '/admin' },
    });
    const browser = world.browser();
    await browser.open(asked.json<{ url: string }>().url, { 'sec-fetch-site': 'none' });
    return by(browser);
  },
  'a page inside the client that asked Feishu silently': async () => {
    const browser = world.browser();
    const { state } = (await browser.fetch('POST', '/api/v1/auth/h5/start', {})).json<{ state: string }>();
    const body = { code: world.feishu.code(anAdmin), state, via: 'requestAccess' };
    expect((await browser.fetch('POST', '/api/v1/auth/h5', body)).status).toBe(200);
    return by(browser);
  },
};

const endpoints = Object.keys(adminApi) as AdminEndpoint[];
const pairs = (roles: Record<string, Role>) =>
  endpoints.flatMap((endpoint) => Object.entries(roles).map(([role, enter]) => ({ endpoint, role, enter })));

/** The endpoint with something in its path that is there. */
async function target(endpoint: AdminEndpoint): Promise<[NonNullable<Asked['method']>, string]> {
  const [method, path] = endpoint.split(' ') as [NonNullable<Asked['method']>, string];
  const { user, session } = (await (await signedIn()).fetch('GET', '/api/v1/me')).json<Me>();
  const clientId = await aClient(world);
  const id = path.includes('/people/') ? user.id : path.includes('/sessions/') ? session.id : clientId;
  return [method, path.replace(':id', id)];
}

describe('X1: whoever is no administrator', () => {
  it.each(pairs(strangers))('X1: $role finds nothing at $endpoint', async ({ endpoint, enter }) => {
    const ask = await enter();
    const [method, url] = await target(endpoint);
    const before = await kept();
    const answer = await ask(method, url);
    expect([answer.status, answer.code]).toEqual([404, 'not_found']);
    expect(answer.text).toContain('There is nothing at this address.');
    expect(await kept()).toEqual(before);
  });

  it('X1: finds nothing at addresses that nobody serves either, by the same words, whatever they send', async () => {
    const words = ({ status, text, headers }: Answer) => ({
      status,
      text: text.replace(headers['x-request-id'] ?? '', ''),
      allow: headers.allow,
    });
    const { user } = (await (await signedIn()).fetch('GET', '/api/v1/me')).json<Me>();
    const served = ['/api/v1/admin/me', `/api/v1/admin/people/${user.id}`, `/api/v1/admin/people/${user.id}/block`];
    for (const browser of [world.browser(), await signedIn()]) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
        for (const headers of [{}, { 'content-type': 'text/plain' }, { 'content-type': 'application/json' }]) {
          const ask = (url: string) => browser.fetch(method, url, undefined, { origin: world.origin, ...headers });
          const nowhere = words(await ask('/api/v1/admin/nothing'));
          expect(nowhere.status).toBe(404);
          for (const url of served) expect([method, url, words(await ask(url))]).toEqual([method, url, nowhere]);
          expect(words(await ask(`${served[1]}?unknown=1`))).toEqual(nowhere);
        }
      }
    }
  });
});

describe('X3: a fresh sign-in', () => {
  it('X3: is wanted by whatever changes something, and by nothing else', () => {
    const wanting = endpoints.filter((endpoint) => adminApi[endpoint].stepUp);
    expect([...wanting].sort()).toEqual([...wantFreshSignIn].sort());
    expect([...wanting].sort()).toEqual(endpoints.filter((endpoint) => !endpoint.startsWith('GET ')).sort());
  });

  it.each(pairs(stale))('X3: $role at $endpoint', async ({ endpoint, enter }) => {
    const ask = await enter();
    const [method, url] = await target(endpoint);
    const before = await kept();
    const answer = await ask(method, url);
    if (!wantFreshSignIn.includes(endpoint)) return expect(answer.status).toBe(200);
    expect([answer.status, answer.code]).toEqual([403, 'reauth_required']);
    expect(await kept()).toEqual(before);
  });

  it.each(endpoints)('an administrator who has just signed in may use %s', async (endpoint) => {
    const browser = await signedIn(anAdmin);
    const answer = await browser.fetch(...(await target(endpoint)));
    expect([200, 204]).toContain(answer.status);
  });

  it('X3: of somebody else in the same browser is theirs, and opens nothing', async () => {
    const browser = await signedIn(anAdmin);
    world.clock.advance(11 * minute);
    const { location } = await browser.open('/auth/login?return_to=/admin');
    await browser.open(world.feishu.approve(location ?? '', somebody()));
    const answer = await browser.fetch(...(await target('DELETE /api/v1/admin/sessions/:id')));
    expect(answer.status).toBe(404);
  });

  it('of the same person opens it again, and leads back to where they were', async () => {
    const browser = await signedIn(anAdmin);
    world.clock.advance(11 * minute);
    const [method, url] = await target('DELETE /api/v1/admin/sessions/:id');
    expect((await browser.fetch(method, url)).code).toBe('reauth_required');
    const { location } = await browser.open('/auth/login?return_to=%2Fadmin%23people%2F1');
    const back = await browser.open(world.feishu.approve(location ?? '', anAdmin));
    expect(back.location).toBe(`${world.origin}/admin#people/1`);
    expect((await browser.fetch(method, url)).status).toBe(204);
  });
});

describe('X4: another site’s page', () => {
  it.each(endpoints.filter((endpoint) => !endpoint.startsWith('GET ')))('X4: cannot use %s', async (endpoint) => {
    const browser = await signedIn(anAdmin);
    const [method, url] = await target(endpoint);
    const before = await kept();
    const type = { 'content-type': 'application/json' };
    for (const headers of [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', ...type },
      { origin: 'https://sub.login.example.com', 'sec-fetch-site': 'same-site', ...type },
      type,
    ]) {
      expect((await browser.send({ method, url, headers })).code).toBe('forbidden_origin');
    }
    expect(await kept()).toEqual(before);
  });
});

/** What a refused request must leave as it is. */
async function kept(): Promise<unknown> {
  const { store, clock } = world.ports;
  const clients = await store.oidc.clients.list();
  const people = await store.register.list({ search: '', limit: 1_000, now: clock.now() });
  return {
    clients: clients.map(({ clientId, secretHash }) => [clientId, secretHash]),
    people: people.map(({ id, liveSessions, blockedAt }) => [id, liveSessions, blockedAt]).sort(),
  };
}
