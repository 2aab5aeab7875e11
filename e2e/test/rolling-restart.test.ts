import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cluster, startCluster } from '../src/cluster.ts';
import { type Databases, startPostgres } from '../src/databases.ts';
import { people } from '../src/people.ts';
import { serverApi } from '../src/server-api.ts';

const clients = 20;

let databases: Databases;
let cluster: Cluster;

beforeAll(async () => {
  databases = await startPostgres();
  cluster = await startCluster((await databases.create()) ?? '', {
    SHUTDOWN_GRACE_SECONDS: '2',
    SESSIONS_PER_USER: '1000',
  });
});
afterAll(async () => {
  await cluster.close();
  await databases.stop();
});

/** Twenty people who sign in, look, refresh and sign out, over and over, until they are told to stop. */
function startLoad() {
  const api = serverApi(cluster.url);
  const failures: string[] = [];
  let done = 0;
  let stopped = false;
  const ask = async <T extends { status: number; headers: Headers }>(what: string, asked: Promise<T>, want = 200) => {
    const answer = await asked;
    done += 1;
    if (answer.status !== want) failures.push(`${what}: ${answer.status} ${answer.headers.get('x-balancer') ?? ''}`);
    return answer;
  };
  const person = async () => {
    while (!stopped) {
      const code = await cluster.platform.code({ open_id: people.zhangSan, via: 'requestAccess' });
      const { body: first } = await ask('sign-in', api.signIn(code));
      for (let i = 0; i < 10; i += 1) {
        await ask('me', api.me(first.access_token));
        await delay(20);
      }
      const { body: second } = await ask('refresh', api.refresh(first.refresh_token));
      await ask('sign-out', api.logout(second.access_token), 204);
    }
  };
  const all = Promise.all(Array.from({ length: clients }, person));
  return {
    async stop() {
      stopped = true;
      await all;
      return { failures, done };
    },
  };
}

describe('Two servers that are restarted one after the other', () => {
  it('O7: lose not one request of twenty people who go on working', async () => {
    const load = startLoad();
    await delay(1_000);
    const exits = [];
    for (const instance of [0, 1] as const) {
      exits.push(await cluster.restart(instance));
      await delay(1_000);
    }
    const { failures, done } = await load.stop();
    expect(failures).toEqual([]);
    expect(done).toBeGreaterThan(500);
    expect(exits).toEqual([
      { status: 0, signal: null },
      { status: 0, signal: null },
    ]);
  }, 120_000);
});
