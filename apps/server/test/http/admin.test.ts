import type { AuditEntry, Health, ListedPerson, OidcClient, Person } from '@feishu-login/auth-types/admin';
import { afterEach, describe, expect, it } from '@jest/globals';
import { UpstreamFailure } from '../../src/auth/ports/feishu-failure.ts';
import { sha256 } from '../../src/auth/token.ts';
import { aClient, adminOf, adminPage, anAdmin } from './admin-world.ts';
import { liSi, somebody, zhangSan } from './fake-feishu.ts';
import type { TestBrowser } from './test-browser.ts';
import { createWorld, type Me, type World } from './world.ts';

const minute = 60_000;

let world: World;
afterEach(() => world.close());

const me = async (browser: TestBrowser) => (await browser.fetch('GET', '/api/v1/me')).json<Me>();
const get = async <T>(browser: TestBrowser, path: string) =>
  (await browser.fetch('GET', `/api/v1/admin/${path}`)).json<T>();

async function open(options: Parameters<typeof adminOf>[0] = {}) {
  world = await adminOf(options);
  return world.signedInBrowser(anAdmin);
}

describe('An administrator', () => {
  it('finds people by a part of their name, e-mail address or id', async () => {
    const admin = await open();
    const person = { ...somebody(), name: '寻', email: 'xun@example.com' };
    const { user } = await me(await world.signedInBrowser(person));
    for (const part of ['寻', 'xun@', user.id.slice(2, 30), person.openId.slice(3)]) {
      const { people } = await get<{ people: ListedPerson[] }>(admin, `people?search=${encodeURIComponent(part)}`);
      expect(people).toMatchObject([{ id: user.id, email: 'xun@example.com', live_sessions: 1, blocked_at: null }]);
    }
    expect((await get<{ people: ListedPerson[] }>(admin, 'people')).people).toHaveLength(2);
  });

  it('sees of a person who they are, where they are signed in, and what happened', async () => {
    const admin = await open();
    const browser = await world.signedInBrowser(liSi);
    await world.gadget(liSi);
    const { user, session } = await me(browser);
    await world.ports.store.audit.append([
      {
        at: world.clock.now(),
        event: 'login.ok',
        reason: null,
        requestId: 'r1',
        userId: user.id,
        sessionId: session.id,
        addressHash: null,
        facts: {},
      },
    ]);
    const person = await get<Person>(admin, `people/${user.id}`);
    expect(person).toMatchObject({
      id: user.id,
      name: '李四',
      blocked_at: null,
      identities: [{ open_id: 'ou_li', union_id: 'on_li', tenant_key: 'tenant_1', grant: null }],
      history: [{ event: 'login.ok', request_id: 'r1', session_id: session.id }],
    });
    expect(person.sessions.map(({ kind }) => kind).sort()).toEqual(['browser', 'gadget']);
    const { user: own } = await me(admin);
    expect(world.events).toContainEqual(
      expect.objectContaining({ name: 'admin.person_viewed', user_id: user.id, admin: own.id }),
    );
  });

  it('X2: ends a session, which is over on every instance at once, and it is on record who did it', async () => {
    const admin = await open();
    const browser = await world.signedInBrowser(liSi);
    const { user, session } = await me(browser);
    const { user: own } = await me(admin);
    expect((await admin.fetch('DELETE', `/api/v1/admin/sessions/${session.id}`)).status).toBe(204);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
    expect((await admin.fetch('DELETE', `/api/v1/admin/sessions/${session.id}`)).code).toBe('not_found');
    expect(world.events.filter(({ name }) => name === 'session.ended')).toEqual([
      { name: 'session.ended', reason: 'revoked_by_operator', user_id: user.id, session_id: session.id, admin: own.id },
    ]);
  });

  it('X2: ends all sessions of a person, a sign-in under way included', async () => {
    const admin = await open();
    const browser = await world.signedInBrowser(liSi);
    const { user } = await me(browser);
    const late = world.browser();
    const { location } = await late.open('/auth/login');
    const release = world.feishu.hold();
    const landing = late.open(world.feishu.approve(location ?? '', liSi));
    const ended = await admin.fetch('DELETE', `/api/v1/admin/people/${user.id}/sessions`);
    release();
    expect(ended.json()).toEqual({ sessions_ended: 1 });
    expect((await landing).status).toBe(403);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
  });

  it('X6: blocks somebody, who is out everywhere and told whom to ask, and lets them in again', async () => {
    const admin = await open({
      settings: { administrators: { people: ['ou_admin'], groups: [] }, accessContact: 'IT 8000' },
    });
    const browser = await world.signedInBrowser(liSi);
    const gadget = await world.gadget(liSi);
    const other = world.secondInstance();
    const { user } = await me(browser);
    const { user: own } = await me(admin);
    const blocked = await admin.fetch('POST', `/api/v1/admin/people/${user.id}/block`);
    expect(blocked.json()).toEqual({ sessions_ended: 2 });
    expect((await other.me(gadget)).status).toBe(401);

    world.clock.advance(minute);
    const again = other.browser();
    const { location } = await again.open('/auth/login');
    const refused = await again.open(world.feishu.approve(location ?? '', liSi));
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('"code":"user_not_allowed"');
    expect(refused.text).toContain('"contact":"IT 8000"');
    expect(refused.setCookies.filter((line) => line.startsWith('__Host-fls='))).toEqual([]);

    expect(await get<Person>(admin, `people/${user.id}`)).toMatchObject({
      blocked_at: expect.any(String),
      sessions: [],
    });
    expect((await admin.fetch('DELETE', `/api/v1/admin/people/${user.id}/block`)).status).toBe(204);
    world.clock.advance(1);
    await world.signedInBrowser(liSi);
    const acts = world.events.filter(({ name }) => name.startsWith('user.'));
    expect(acts).toMatchObject([
      { name: 'user.blocked', user_id: user.id, count: 2, admin: own.id },
      { name: 'user.unblocked', user_id: user.id, admin: own.id },
    ]);
  });

  it('X2, X6: erases somebody, who is out at once and somebody new afterwards, and it is on record who did it and nothing else', async () => {
    const admin = await open();
    const { user: own } = await me(admin);
    const browser = await world.signedInBrowser(liSi);
    const { user, session } = await me(browser);
    const { store, clock } = world.ports;
    const entry = { at: clock.now(), event: 'login.ok', reason: null, requestId: 'r1', addressHash: null, facts: {} };
    await store.audit.append([{ ...entry, userId: user.id, sessionId: session.id }]);
    const erasing = [1, 2].map(() => admin.fetch('DELETE', `/api/v1/admin/people/${user.id}`));
    expect((await Promise.all(erasing)).map(({ status }) => status).sort()).toEqual([204, 404]);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(401);
    expect((await admin.fetch('GET', `/api/v1/admin/people/${user.id}`)).code).toBe('not_found');
    expect(await store.audit.search({ limit: 10 })).toEqual([
      {
        id: expect.any(String),
        at: clock.now(),
        event: 'user.erased',
        reason: 'erased_by_operator',
        requestId: null,
        userId: null,
        sessionId: null,
        addressHash: null,
        facts: { admin: own.id },
      },
    ]);
    expect((await me(await world.signedInBrowser(liSi))).user.id).not.toBe(user.id);
  });

  it('does not lock themselves out, nor erase themselves', async () => {
    const admin = await open();
    const { user } = await me(admin);
    expect((await admin.fetch('POST', `/api/v1/admin/people/${user.id}/block`)).code).toBe('invalid_request');
    expect((await admin.fetch('DELETE', `/api/v1/admin/people/${user.id}`)).code).toBe('invalid_request');
    expect((await admin.fetch('GET', '/api/v1/admin/me')).status).toBe(200);
  });

  it('searches the audit by event, person and request', async () => {
    const admin = await open();
    const { user } = await me(await world.signedInBrowser(liSi));
    const entry = { at: world.clock.now(), reason: null, sessionId: null, addressHash: null, facts: {} };
    await world.ports.store.audit.append([
      { ...entry, event: 'login.ok', requestId: 'r1', userId: user.id },
      { ...entry, event: 'logout', requestId: 'r2', userId: user.id },
      { ...entry, event: 'logout', requestId: 'r3', userId: null },
    ]);
    const requests = async (query: string) =>
      (await get<{ entries: AuditEntry[] }>(admin, `audit?${query}`)).entries.map((one) => one.request_id).sort();
    expect(await requests('')).toEqual(['r1', 'r2', 'r3']);
    expect(await requests('event=logout')).toEqual(['r2', 'r3']);
    expect(await requests('person=ou_li')).toEqual(['r1', 'r2']);
    expect(await requests('person=ou_li&event=logout')).toEqual(['r2']);
    expect(await requests('request_id=r3')).toEqual(['r3']);
  });

  it('X7: gives an app a new secret, shown once and kept nowhere, and removes it', async () => {
    const admin = await open();
    const id = await aClient(world);
    const rotated = await admin.fetch('POST', `/api/v1/admin/clients/${id}/secret`);
    const { client_secret: secret } = rotated.json<{ client_secret: string }>();
    const { store } = world.ports;
    expect((await store.oidc.clients.find(id))?.secretHash).toBe(sha256(secret));
    const listed = await admin.fetch('GET', '/api/v1/admin/clients');
    expect(listed.json<{ clients: OidcClient[] }>().clients).toMatchObject([{ client_id: id, name: '报表' }]);
    expect(listed.text + JSON.stringify(world.events)).not.toContain(secret);
    expect(listed.text).not.toContain(sha256(secret));
    expect((await admin.fetch('DELETE', `/api/v1/admin/clients/${id}`)).status).toBe(204);
    expect(await store.oidc.clients.list()).toEqual([]);
    expect((await admin.fetch('DELETE', `/api/v1/admin/clients/${id}`)).code).toBe('not_found');
    const { user } = await me(admin);
    const acts = world.events.filter((event) => event.client_id === id);
    expect(acts.map(({ admin: by }) => by)).toEqual([user.id, user.id]);
  });

  it('leaves the apps of the file to the file', async () => {
    const admin = await open();
    const id = await aClient(world);
    const { clients } = world.ports.store.oidc;
    const client = await clients.find(id);
    if (client === undefined) throw new Error('The client is gone.');
    await clients.save(client, 'file', world.clock.now());
    expect((await admin.fetch('DELETE', `/api/v1/admin/clients/${id}`)).code).toBe('invalid_request');
    expect((await admin.fetch('POST', `/api/v1/admin/clients/${id}/secret`)).code).toBe('invalid_request');
    expect(await clients.find(id)).toMatchObject({ secretHash: client.secretHash });
  });

  it('sees how the server is, and every minute of the last hour', async () => {
    const admin = await open();
    const entry = { reason: null, requestId: null, userId: null, sessionId: null, addressHash: null, facts: {} };
    const now = world.clock.now();
    await world.ports.store.audit.append([
      { ...entry, at: now, event: 'login.ok' },
      { ...entry, at: now - 59 * minute, event: 'login.denied' },
      { ...entry, at: now - 61 * minute, event: 'login.denied' },
    ]);
    const health = await get<Health>(admin, 'health');
    expect(health).toMatchObject({ ready: true, live: { sessions: 1, people: 1 }, outbox: [] });
    expect(health.sign_ins).toHaveLength(60);
    expect(health.sign_ins[0]).toMatchObject({ ok: 0, denied: 1 });
    expect(health.sign_ins[59]).toMatchObject({ at: new Date(now).toISOString(), ok: 1, denied: 0 });
  });
});

describe('X1: administrators by a group', () => {
  const byGroup = async (groups: () => Promise<readonly string[]>) => {
    let asked = 0;
    world = await adminOf({
      settings: { administrators: { people: [], groups: ['g1'] } },
      ports: ({ feishu }) => ({
        feishu: {
          ...feishu,
          facts: async () => {
            asked += 1;
            return { facts: { groups: await groups() }, untold: [] };
          },
        },
      }),
    });
    return { browser: await world.signedInBrowser(zhangSan), asked: () => asked };
  };

  it('X1: are whoever is in it now, by what Feishu said within the last minute', async () => {
    let groups = ['g1'];
    const { browser, asked } = await byGroup(async () => groups);
    for (let i = 0; i < 3; i += 1) expect((await browser.fetch('GET', '/api/v1/admin/me')).status).toBe(200);
    expect(asked()).toBe(1);
    groups = ['g2'];
    world.clock.advance(minute + 1);
    expect((await browser.fetch('GET', '/api/v1/admin/me')).status).toBe(404);
    expect(world.events).toContainEqual(expect.objectContaining({ name: 'admin.denied', reason: 'not_admin' }));
    groups = ['g1'];
    world.clock.advance(minute + 1);
    expect((await browser.fetch('GET', '/api/v1/admin/me')).status).toBe(200);
  });

  it('X1: are nobody while Feishu does not say so', async () => {
    let silent = false;
    const { browser } = await byGroup(async () => {
      if (silent) throw new UpstreamFailure('upstream_unavailable', 'silent', { maybeActedOn: false });
      return ['g1'];
    });
    silent = true;
    world.clock.advance(minute + 1);
    const answer = await browser.fetch('GET', '/api/v1/admin/me');
    expect([answer.status, answer.code]).toEqual([503, 'upstream_unavailable']);
    expect((await browser.fetch('GET', '/api/v1/me')).status).toBe(200);
  });
});

describe('The page of administrators', () => {
  it('X5: is shown to administrators, and takes nothing from elsewhere', async () => {
    const admin = await open();
    const answer = await admin.open('/admin');
    expect([answer.status, answer.text]).toEqual([200, adminPage]);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';script-src 'self';/);
    expect(answer.headers['content-security-policy']).not.toContain('https:');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('X1: is not there for anybody else, and offers to sign in to whoever is not signed in', async () => {
    await open();
    const nobody = await world.browser().open('/admin');
    expect(nobody.status).toBe(404);
    expect(nobody.text).toContain(`"return_to":"${world.origin}/admin"`);
    expect(nobody.text).toContain('"failure":null');
    const person = await (await world.signedInBrowser(liSi)).open('/admin');
    expect(person.status).toBe(404);
    expect(person.text).toContain('"code":"not_found"');
    expect(person.text).not.toContain(adminPage);
  });

  it('X1: is not there at all where nobody is named', async () => {
    world = await createWorld();
    const browser = await world.signedInBrowser(anAdmin);
    expect((await browser.open('/admin')).status).toBe(404);
    expect((await browser.fetch('GET', '/api/v1/admin/me')).code).toBe('not_found');
    const { paths } = (await world.send({ url: '/openapi.json' })).json<{ paths: object }>();
    expect(Object.keys(paths).filter((path) => path.includes('admin'))).toEqual([]);
  });

  it('has its endpoints documented where it is, for the cookie alone', async () => {
    await open();
    const document = (await world.send({ url: '/openapi.json' })).json<{
      paths: Record<string, Record<string, { security: unknown; responses: object }>>;
    }>();
    const block = document.paths['/api/v1/admin/people/{id}/block']?.post;
    expect(block?.security).toEqual([{ cookie: [] }]);
    expect(Object.keys(block?.responses ?? {})).toEqual(expect.arrayContaining(['200', '403', '404']));
  });
});
