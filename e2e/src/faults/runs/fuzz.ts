import { connect } from 'node:net';
import fc from 'fast-check';
import { addPeople, type Heard, type Kept, signIn } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { happened, inTime, none } from '../figures.ts';
import { health } from '../health.ts';
import { requestTo } from '../http-grammar.ts';
import { nothingHalf } from '../invariants.ts';
import { type FaultWorld, inWorld } from '../world.ts';

export const fuzz: FaultRun = {
  name: 'fuzz',
  about: {
    zh: '按 HTTP 语法随机生成的请求（长：50,000 个）：没有一个 500，进程不倒',
    en: 'requests made up by the grammar of HTTP (long: 50,000): not one 500, and the process stays',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('SQLite'), env: { METRICS_TOKEN: metricsToken } }, async (world) => {
      const seen = { heard: [] as Heard[], kept: new Set<Kept>() };
      const [openId = ''] = await addPeople(world, 1);
      const session = await signIn(world, world.api, openId, seen);
      const port = world.instances[0]?.port ?? 0;
      const counts = new Map<number, number>();
      const bad: string[] = [];
      let slowest = 0;
      // From here on: each reading begins anew.
      await longestLag(world);
      const requests = fc.array(requestTo(port, session?.accessToken ?? ''), { minLength: 8, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(requests, async (together) => {
          const at = performance.now();
          const answers = await Promise.all(together.map((request) => send(port, request)));
          slowest = Math.max(slowest, performance.now() - at);
          for (const [i, status] of answers.entries()) {
            counts.set(status, (counts.get(status) ?? 0) + 1);
            if (status === 500 || status < 0) bad.push(`${status}: ${JSON.stringify(together[i])}`);
          }
        }),
        { numRuns: ground.long ? 6_250 : 150, seed: ground.seed },
      );
      ground.note([...counts].map(([status, count]) => `${count} × ${status}`).join(', '));
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      return [
        happened({ zh: '请求', en: 'requests' }, total, ground.long ? 50_000 : 1_200),
        happened({ zh: '不同的应答', en: 'kinds of answers' }, counts.size, 6),
        none({ zh: '500 或没有应答', en: '500, or no answer' }, bad),
        none(
          { zh: '日志中的 internal', en: 'internal failures in the log' },
          world.log.filter((line) => line.includes('"code":"internal"')),
        ),
        inTime({ zh: '八个请求，最久', en: 'eight of them, the longest' }, 8, slowest),
        inTime({ zh: '事件循环的延迟，最久', en: 'lag of the event loop, the longest' }, 0.1, await longestLag(world)),
        none(
          { zh: '倒下的进程', en: 'processes gone' },
          (await health(world, '/healthz')).filter((status) => status !== 200),
        ),
        ...(await nothingHalf(world)),
      ];
    }),
};

const metricsToken = 'a-token-of-forty-characters-for-the-metrics';

/** Milliseconds, since it was last asked, as the server counts them itself. */
async function longestLag({ url }: FaultWorld): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(await answer.text()) ?? [];
  return Number(seconds) * 1_000;
}

/** @returns the status; 0 where the connection was closed without a word, -1 where nothing came */
function send(port: number, request: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let heard = '';
    const done = (status: number) => {
      socket.destroy();
      resolve(status);
    };
    socket.setTimeout(15_000, () => done(-1));
    socket.on('data', (part) => {
      heard += part.toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3}) [^\r]*\r\n/.exec(heard)?.[1];
      // What comes before the answer is no answer.
      if (status !== undefined && status !== '100') done(Number(status));
    });
    socket.on('error', () => done(0)).on('close', () => done(0));
    socket.write(request);
    // Whoever waits for more of it than there is hears of that.
    socket.end();
  });
}
