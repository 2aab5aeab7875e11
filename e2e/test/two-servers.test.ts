import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthErrorBody } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cluster, startCluster } from '../src/cluster.ts';
import { cookieJar } from '../src/cookie-jar.ts';
import { type Postgres, startPostgres } from '../src/databases.ts';
import { clientsFile, fileClient, secretOfClients } from '../src/oidc-clients.ts';
import { people } from '../src/people.ts';
import type { Answer } from '../src/server-api.ts';
import { endConnections, sql } from '../src/sql.ts';

/** Where an app wants people back. */
const atTheApp = 'http://localhost:1/callback';

let databases: Postgres;
let databaseUrl: string;
let cluster: Cluster;

beforeAll(async () => {
  databases = await startPostgres();
  databaseUrl = await databases.create();
  const app = fileClient('reports', { redirect_uris: [atTheApp] });
  cluster = await startCluster(databaseUrl, {
    FEISHU_SCOPES: 'offline_access task:task:read',
    OIDC_CLIENTS: await clientsFile([app]),
  });
});
afterAll(() => cluster.close().finally(databases.stop));

async function signIn(openId: string = people.zhangSan, scopes: string[] = []) {
  const code = await cluster.platform.code({ open_id: openId, via: 'requestAccess', scopes });
  const { body } = await cluster.instances[0].signIn(code);
  return body;
}

/** Who asks for more at once than two busy cores take up in good time is told when to come again, and comes. */
async function askUntilTaken<B extends Partial<AuthErrorBody>>(ask: () => Promise<Answer<B>>): Promise<Answer<B>> {
  const answer = await ask();
  if (answer.body.error?.code !== 'overloaded') return answer;
  await delay(Number(answer.headers.get('retry-after')) * 1_000);
  return askUntilTaken(ask);
}

const told = ({ status, body }: Answer<Partial<AuthErrorBody>>) => body.error?.code ?? status;

async function refreshes(): Promise<number> {
  const exchanges = await cluster.platform.journal('/oauth/v3/token');
  return exchanges.filter(({ parameters }) => parameters.includes('refresh_token')).length;
}

/** Milliseconds from an act until the other server says 401, and how often it still said 200; asks as fast as it can. */
async function untilRefused(token: string, act: () => Promise<unknown>): Promise<{ ms: number; late: number }> {
  expect((await cluster.instances[1].me(token)).status).toBe(200);
  await act();
  const acted = performance.now();
  for (let late = 0; ; ) {
    const { status } = await cluster.instances[1].me(token);
    const ms = performance.now() - acted;
    if (status === 401) return { ms, late };
    if (ms > 5_000) throw new Error('The other server never refused.');
    late += status === 200 ? 1 : 0;
  }
}

describe('Two servers on one PostgreSQL', () => {
  it('A3: finish on one a browser’s sign-in that was started on the other', async () => {
    const open = cookieJar();
    await cluster.platform.settings({ auto_login: people.zhangSan, auto_consent: true });
    const atFeishu = (await open(`${cluster.url}/auth/login`)).headers.get('location') ?? '';
    const back = (await fetch(atFeishu, { redirect: 'manual' })).headers.get('location') ?? '';
    const callback = await open(back);
    expect(callback.status).toBe(303);
    await cluster.platform.settings({ auto_login: null, auto_consent: false });
    const statuses = await Promise.all([1, 2].map(async () => (await open(`${cluster.url}/api/v1/me`)).status));
    expect(statuses).toEqual([200, 200]);
  });

  it('sign a person in to another app although each step of the way comes to the other server', async () => {
    const open = cookieJar();
    await cluster.platform.settings({ auto_login: people.zhangSan, auto_consent: true });
    let turn = 0;
    const next = () => cluster.instances[(turn++ % 2) as 0 | 1].url;
    const verifier = 'v'.repeat(43);
    let at = `${cluster.url}/oidc/auth?${new URLSearchParams({
      ...{ client_id: 'reports', response_type: 'code', scope: 'openid profile', redirect_uri: atTheApp },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })}`;
    while (!at.startsWith(atTheApp)) {
      const answer = await (at.startsWith(cluster.url)
        ? open(at.replace(cluster.url, next()))
        : fetch(at, { redirect: 'manual' }));
      expect([302, 303]).toContain(answer.status);
      at = new URL(answer.headers.get('location') ?? '', cluster.url).href;
    }
    await cluster.platform.settings({ auto_login: null, auto_consent: false });
    const ask = async (path: string, body: Record<string, string>) =>
      (
        await fetch(`${next()}/oidc/${path}`, {
          method: 'POST',
          body: new URLSearchParams({ client_id: 'reports', client_secret: secretOfClients, ...body }),
        })
      ).json();
    const code = new URL(at).searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', code, redirect_uri: atTheApp, code_verifier: verifier };
    const { access_token: token } = await ask('token', exchange);
    expect([await ask('token/introspection', { token }), await ask('token/introspection', { token })]).toMatchObject([
      { active: true },
      { active: true },
    ]);
    expect(turn).toBeGreaterThan(6);
  });

  it('B2: give one session for one code sent fifty times to both', async () => {
    const code = await cluster.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => cluster.instances[i % 2 === 0 ? 0 : 1].signIn(code)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.error?.code));
    expect([...refused].every((code) => code === 'code_in_progress' || code === 'code_invalid')).toBe(true);
  });

  it('D3: return the same successor to twenty refreshes at once', async () => {
    const { refresh_token: token } = await signIn();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => cluster.instances[i % 2 === 0 ? 0 : 1].refresh(token)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
  });

  it('F1: refuse everywhere a session that was ended on one of them, the moment it was', async () => {
    const waits: { ms: number; late: number }[] = [];
    for (let i = 0; i < 100; i += 1) {
      const { access_token: token } = await signIn();
      waits.push(await untilRefused(token, () => cluster.instances[0].logout(token)));
    }
    // There is no cache to go stale: the very first question after the act is refused. How soon that is, the bench tells.
    expect(waits.filter(({ ms, late }) => ms >= 1_000 || late > 0)).toEqual([]);
  });

  it('F2, O3: survive the end of every connection to the database, and still refuse at once', async () => {
    const { access_token: token } = await signIn();
    await endConnections(databaseUrl);
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await cluster.instances[1].me(token)).status),
    );
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true);
    // The other one's connections are gone too, and it may find out only now.
    const logout = async () => {
      let { status } = await cluster.instances[0].logout(token);
      while (status === 503) ({ status } = await cluster.instances[0].logout(token));
      expect(status).toBe(204);
    };
    const { ms, late } = await untilRefused(token, logout);
    expect([ms < 1_000, late]).toEqual([true, 0]);
  });

  it('F3: lose everything of somebody who left, within a second of Feishu saying so', async () => {
    const tokens = await signIn(people.liSi);
    await cluster.platform.changeUser(people.liSi, { status: 'resigned' }, { push: true });
    const told = performance.now();
    while ((await cluster.instances[1].me(tokens.access_token)).status !== 401) {
      if (performance.now() - told > 5_000) throw new Error('Nobody told the server.');
    }
    expect(performance.now() - told).toBeLessThan(1_000);
    expect((await cluster.instances[0].refresh(tokens.refresh_token)).status).toBe(401);
  });

  it('T1: renew a Feishu token once for two hundred calls at once', async () => {
    const { access_token: token } = await signIn(people.zhangSan, ['offline_access', 'task:task:read']);
    await sql(databaseUrl, 'update grants set access_expires_at = 1');
    const before = await refreshes();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => askUntilTaken(() => cluster.instances[i % 2 === 0 ? 0 : 1].tasks(token))),
    );
    expect(new Set(answers.map(told))).toEqual(new Set([200]));
    expect((await refreshes()) - before).toBe(1);
  });

  it('T12: fetch one ticket and one token of the app each for five hundred signatures at once, from cold', async () => {
    const { access_token: token } = await signIn();
    const calls = async (path: string) => (await cluster.platform.journal(path)).length;
    const ticket = '/open-apis/jssdk/ticket/get';
    expect(await calls(ticket)).toBe(0);
    const page = `${cluster.url}/`;
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        askUntilTaken(() => cluster.instances[i % 2 === 0 ? 0 : 1].jsapiConfig(token, page)),
      ),
    );
    expect(new Set(answers.map(told))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.signature)).size).toBe(500);
    expect(await calls(ticket)).toBe(2);
    expect(await calls('/open-apis/auth/v3/tenant_access_token/internal')).toBe(2);
  });

  it('T2: one killed after Feishu rotated a token for it: the other tries once more when the lease is over, then asks for permission', async () => {
    const [victim, survivor] = cluster.instances;
    const { access_token: token } = await signIn(people.zhangSan, ['offline_access', 'task:task:read']);
    await sql(databaseUrl, 'update grants set access_expires_at = 1');
    const before = await refreshes();
    await cluster.platform.fault({
      fault: 'slow',
      when: 'after',
      match: { path: '/oauth/v3/token', grant_type: 'refresh_token' },
      params: { ms: 5_000 },
      times: 1,
    });
    const lost = victim.tasks(token).then(
      () => 'answered',
      () => 'cut off',
    );
    while ((await sql(databaseUrl, 'select 1 from grants where lease_owner is not null')).length === 0);
    // Time enough to reach the platform, which rotates at once and answers late.
    await delay(500);
    await cluster.kill(0);
    const killed = performance.now();
    expect(await lost).toBe('cut off');

    const outcomes: string[] = [];
    while (outcomes.at(-1) !== '403 reauth_required') {
      const { status, body } = await survivor.tasks(token);
      outcomes.push(`${status} ${body.error?.code}`);
      expect((await survivor.me(token)).status).toBe(200);
      if (performance.now() - killed > 25_000) throw new Error(`It never recovered: ${outcomes.join(', ')}`);
    }
    expect(performance.now() - killed).toBeLessThan(18_000);
    expect(new Set(outcomes.slice(0, -1))).toEqual(new Set(['503 upstream_unavailable']));
    for (let i = 0; i < 5; i += 1) expect((await survivor.tasks(token)).body.error?.code).toBe('reauth_required');
    expect((await refreshes()) - before).toBe(2);
    expect((await survivor.me(token)).status).toBe(200);
    await cluster.start(0);
    const { access_token: next } = await signIn(people.zhangSan, ['offline_access', 'task:task:read']);
    expect((await survivor.tasks(next)).status).toBe(200);
  });
});
