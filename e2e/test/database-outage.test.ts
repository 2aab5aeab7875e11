import type { Tokens } from '@feishu-login/auth-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cluster, startCluster } from '../src/cluster.ts';
import { type Postgres, startPostgres } from '../src/databases.ts';
import { people } from '../src/people.ts';
import type { Answer } from '../src/server-api.ts';
import { endConnections } from '../src/sql.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let databases: Postgres;
let databaseUrl: string;
let cluster: Cluster;
beforeAll(async () => {
  databases = await startPostgres();
  databaseUrl = await databases.create();
  // Nobody here is signed out for having too many sessions.
  cluster = await startCluster(databaseUrl, { SESSIONS_PER_USER: '1000' });
});
afterAll(() => cluster.close().finally(databases.stop));

async function signIn(index: 0 | 1) {
  const code = await cluster.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
  return cluster.instances[index].signIn(code);
}

interface Seen {
  readonly status: number;
  readonly code: string | undefined;
  readonly retryAfter: string | null;
  readonly cookies: string[];
}

/** Both servers asked without a break, by people who sign in, look who they are and refresh; `stop` ends it. */
function crowd(people: Tokens[]) {
  const seen: Seen[] = [];
  let going = true;
  const note = <Body>({ status, headers, body }: Answer<Body & { error?: { code: string } }>) => {
    const [retryAfter, cookies] = [headers.get('retry-after'), headers.getSetCookie()];
    seen.push({ status, code: body?.error?.code, retryAfter, cookies });
    return status === 200;
  };
  const runs = people.map(async (tokens, i) => {
    let { access_token, refresh_token } = tokens;
    const server = cluster.instances[i % 2 === 0 ? 0 : 1];
    for (let turn = 0; going; turn += 1) {
      note(await server.me(access_token));
      if (turn % 5 === 4) {
        // After a 503 the same token is sent again, as a client does: whether it was used nobody knows.
        let answer = await server.refresh(refresh_token);
        while (!note(answer)) answer = await server.refresh(refresh_token);
        ({ access_token, refresh_token } = answer.body);
      }
      if (turn % 10 === 9) note(await signIn(i % 2 === 0 ? 0 : 1));
      await pause(20);
    }
    return { server, access_token, refresh_token };
  });
  return {
    seen,
    async stop() {
      going = false;
      return Promise.all(runs);
    },
  };
}

/** What was refused was refused with 503 `db_unavailable` and a time to come back, and no cookie was touched. */
function expectPatience(seen: readonly Seen[]): void {
  const refused = seen.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(new Set(refused.map(({ status, code }) => `${status} ${code}`))).toEqual(new Set(['503 db_unavailable']));
  expect(refused.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
  expect(refused.flatMap(({ cookies }) => cookies)).toEqual([]);
}

/** Everybody is still signed in, by access and by refresh token. */
async function expectSessions(crowdAtTheEnd: Awaited<ReturnType<ReturnType<typeof crowd>['stop']>>): Promise<void> {
  for (const { server, access_token, refresh_token } of crowdAtTheEnd) {
    expect((await server.me(access_token)).status).toBe(200);
    expect((await server.refresh(refresh_token)).status).toBe(200);
  }
}

const health = (path: string) =>
  Promise.all(cluster.instances.map(async ({ url }) => (await fetch(`${url}${path}`)).status));
const newcomers = async () =>
  Promise.all(Array.from({ length: 6 }, async (_, i) => (await signIn(i % 2 === 0 ? 0 : 1)).body));

describe('A database outage under two servers', () => {
  it('O1: gone for eight seconds: 503 with a time to come back, never 401, and everything goes on by itself within five', async () => {
    const before = await newcomers();
    const { seen, stop } = crowd(before);
    await pause(500);
    const [healthy] = [seen.length];
    expect(seen.every(({ status }) => status === 200)).toBe(true);
    await databases.goAway();
    await pause(4_000);
    expect(await health('/healthz')).toEqual([200, 200]);
    expect(await health('/readyz')).toEqual([503, 503]);
    await pause(4_000);
    await databases.comeBack();
    const back = performance.now();
    while (!(await health('/readyz')).every((status) => status === 200)) await pause(50);
    while (seen.at(-1)?.status !== 200) await pause(10);
    expect(performance.now() - back).toBeLessThan(5_000);
    await pause(500);
    const everybody = await stop();
    expectPatience(seen.slice(healthy));
    await expectSessions(everybody);
  });

  it('O3: every connection ended again and again: only 503, the processes stay, and nobody is signed out', async () => {
    const { seen, stop } = crowd(await newcomers());
    for (let i = 0; i < 12; i += 1) {
      await pause(500);
      await endConnections(databaseUrl);
    }
    await pause(500);
    expect(await health('/healthz')).toEqual([200, 200]);
    const everybody = await stop();
    expectPatience(seen);
    expect(seen.filter(({ status }) => status === 200).length).toBeGreaterThan(seen.length / 2);
    await expectSessions(everybody);
  });
});
