import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startCrowd } from '../crowd.ts';
import type { FaultRun } from '../fault-run.ts';
import { atMost, happened, inTime, none, percentile } from '../figures.ts';
import { invariants } from '../invariants.ts';
import { type FaultWorld, inWorld } from '../world.ts';

/** Somebody who never comes to the end of what they say; how long they were borne, once they were cut off. */
interface Slow {
  readonly part: 'headers' | 'body' | 'nothing';
  readonly socket: Socket;
  ms?: number;
}

export const slowClients: FaultRun = {
  name: 'slow-clients',
  about: {
    zh: '2,000 个慢速或半开的连接（测试中较少）：按时切断，其他人不受影响',
    en: '2,000 slow and half-open connections (fewer in tests): cut off in time, others do not feel them',
  },
  run: async (ground) =>
    inWorld({ databaseUrl: await ground.database('SQLite') }, async (world) => {
      const crowd = await startCrowd(world, { people: 8, pace: 20 });
      await delay(ground.long ? 10_000 : 2_000);
      const alone = crowd.heard.length;
      const slow = await connectSlowly(world, ground.long ? 2_000 : 300);
      // All of them are to be gone a while before.
      await Promise.race([delay(13_000, undefined, { ref: false }), allCutOff(slow)]);
      const beside = crowd.heard.slice(alone);
      const halfOpen = slow.filter(({ part, ms }) => part !== 'nothing' && ms === undefined);
      for (const { socket } of slow) socket.destroy();
      await crowd.stop();
      const borne = (wanted: Slow['part']) =>
        percentile(
          slow.flatMap(({ part, ms }) => (part === wanted && ms ? [ms] : [])),
          1,
        );
      const p99 = (heard: typeof beside) =>
        percentile(
          heard.filter(({ act }) => act === 'me').map(({ ms }) => ms),
          0.99,
        );
      return [
        happened({ zh: '慢速连接', en: 'slow connections' }, slow.length, ground.long ? 2_000 : 300),
        none({ zh: '没有被切断的', en: 'not cut off' }, halfOpen.length),
        inTime({ zh: '慢请求头，最久', en: 'slow headers, borne at most' }, 7, borne('headers')),
        inTime({ zh: '慢请求体，最久', en: 'slow bodies, borne at most' }, 12, borne('body')),
        {
          ...atMost(
            { zh: '其他人的 p99，是平时的几倍', en: 'p99 of others, times that of before' },
            2,
            p99(beside) / p99(crowd.heard.slice(0, alone)),
          ),
          loose: true,
        },
        none(
          { zh: '其他人的失败', en: 'failures of others' },
          crowd.heard
            .filter(({ status }) => status === 0 || status >= 400)
            .map(({ status, code }) => `${status} ${code}`),
        ),
        ...(await invariants(world, crowd)),
      ];
    }),
};

async function allCutOff(slow: readonly Slow[]): Promise<void> {
  while (slow.some(({ part, ms }) => part !== 'nothing' && ms === undefined)) await delay(100);
}

async function connectSlowly({ instances }: FaultWorld, count: number): Promise<Slow[]> {
  const port = instances[0]?.port ?? 0;
  const parts = ['headers', 'body', 'nothing'] as const;
  const all: Slow[] = [];
  for (let i = 0; i < count; i += 1) {
    all.push(open(port, parts[i % parts.length] ?? 'headers'));
    if (i % 50 === 49) await delay(20);
  }
  return all;
}

function open(port: number, part: Slow['part']): Slow {
  const socket = connect({ port, host: '127.0.0.1' });
  const slow: Slow = { part, socket };
  const since = performance.now();
  const said = `POST /api/v1/auth/refresh HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\n`;
  if (part === 'headers') socket.write(said);
  if (part === 'body') socket.write(`${said}Content-Length: 1000\r\n\r\n`);
  const drip = setInterval(
    () => void (part !== 'nothing' && socket.write(part === 'headers' ? 'X: y\r\n' : ' ')),
    1_000,
  );
  socket.on('error', () => undefined).on('data', () => undefined);
  socket.on('close', () => {
    clearInterval(drip);
    slow.ms ??= performance.now() - since;
  });
  return slow;
}
