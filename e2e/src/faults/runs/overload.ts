import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, openConnection, requestTo } from '../../bench/connection.ts';
import { cpuOf } from '../../bench/process-figures.ts';
import { type Heard as Acted, addPeople, type Kept, signIn } from '../crowd.ts';
import type { DatabaseKind, FaultRun, Figure, Ground } from '../fault-run.ts';
import { atLeast, happened, inTime, none, ofFew, percentile } from '../figures.ts';
import { type FaultWorld, startFaultWorld } from '../world.ts';

const times = 5;
const people = 10;
/** Milliseconds between two handfuls of requests, between two looks of somebody signed in, and between two probes. */
const handful = 10;
const look = 50;
const probe = 100;
/** Connections, made beforehand: whoever waits to be accepted waits for the system, and the server has not heard of them. */
const mostUnderWay = 1_000;

interface Heard {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

type Ask = () => Promise<Heard>;

/** Five times as many people begin to sign in as the server can answer, while others look who they are. */
export const overload: FaultRun = {
  name: 'overload',
  about: {
    zh: '五倍于容量的登录请求：多余的立即得到 503，已登录者不受影响，事后立刻恢复',
    en: 'five times the sign-ins that can be answered: the surplus hears so at once, who is signed in goes on, and it recovers',
  },
  run: async (ground) => [...(await overrunOn(ground, 'SQLite')), ...(await overrunOn(ground, 'PostgreSQL'))],
};

async function overrunOn(ground: Ground, kind: DatabaseKind): Promise<Figure[]> {
  const world = await startFaultWorld({ databaseUrl: await ground.database(kind) });
  try {
    const figures = figuresOf(await overrun(world, ground));
    return figures.map(({ what: { zh, en }, ...figure }) => ({
      ...figure,
      what: { zh: `${kind}：${zh}`, en: `${kind}: ${en}` },
    }));
  } finally {
    await world.close();
  }
}

async function overrun(world: FaultWorld, { long, note }: Ground): Promise<Found> {
  const port = world.instances[0]?.port ?? 0;
  const seconds = long ? 30 : 3;
  const begin = asker(port, requestTo(port, { method: 'POST', path: '/api/v1/auth/h5/start', body: {} }));
  await peakOf(begin.ask, seconds / 2);
  const meter = meterOf(world.instances[0]?.pid() ?? 0);
  const atPeak = meter();
  const peak = await peakOf(begin.ask, seconds);
  const peakCores = atPeak();
  note(`at most ${peak.toFixed(0)} sign-ins begun in a second`);
  const tokens = await tokensOf(world);
  await begin.connect(mostUnderWay);
  const around = bystanders(port, tokens);
  const inFlood = meter();
  const heard = await flood(begin.ask, peak * times, seconds);
  const floodCores = inFlood();
  const { looks, probes } = await around();
  const recovered = await untilWell(begin.ask);
  begin.close();
  return { heard, peak, seconds, looks, probes, recovered, cores: { peak: peakCores, flood: floodCores } };
}

/** How many cores are busy. */
interface Cores {
  readonly server: number;
  /** Those who ask, this process: the server is to share few cores with them. */
  readonly load: number;
}

/** @returns begins to look, and returns what tells how busy it was since */
function meterOf(server: number): () => () => Cores {
  return () => {
    const before = { at: performance.now(), server: cpuOf(server), load: cpuOf(process.pid) };
    return () => {
      const microseconds = (performance.now() - before.at) * 1_000;
      return {
        server: (cpuOf(server) - before.server) / microseconds,
        load: (cpuOf(process.pid) - before.load) / microseconds,
      };
    };
  };
}

/** Sends one request over and over, on as many connections as it takes. */
function asker(port: number, request: Buffer) {
  const idle: Connection[] = [];
  const connect = async (count: number) => {
    const healthz = requestTo(port, { path: '/healthz' });
    while (idle.length < count) {
      const connection = await openConnection(port);
      await connection.ask(healthz);
      idle.push(connection);
    }
  };
  const ask = async (): Promise<Heard> => {
    const begun = performance.now();
    try {
      let connection = idle.pop();
      while (connection?.closed) connection = idle.pop();
      connection ??= await openConnection(port);
      const answer = await connection.ask(request);
      if (!connection.closed) idle.push(connection);
      return { ...answer, ms: performance.now() - begun };
    } catch {
      return { status: 0, body: '', ms: performance.now() - begun };
    }
  };
  const close = () => {
    for (const connection of idle) connection.close();
  };
  return { ask, connect, close };
}

/** @returns how many a second are served with as many at once as help */
async function peakOf(ask: Ask, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let count = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const { status } = await ask();
      if (status === 200) count += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  return count / seconds;
}

/** So many a second, whatever becomes of those before, while fewer than `mostUnderWay` wait. */
async function flood(ask: Ask, rate: number, seconds: number): Promise<Heard[]> {
  const begun = performance.now();
  const all: Promise<Heard>[] = [];
  let due = 0;
  let underWay = 0;
  for (let gone = 0; gone < seconds * 1000; gone = performance.now() - begun) {
    for (; due < (rate * gone) / 1000; due++) {
      if (underWay >= mostUnderWay) continue;
      underWay += 1;
      all.push(ask().finally(() => (underWay -= 1)));
    }
    await delay(handful);
  }
  return Promise.all(all);
}

async function tokensOf(world: FaultWorld): Promise<string[]> {
  const seen = { heard: [] as Acted[], kept: new Set<Kept>() };
  for (const openId of await addPeople(world, people)) await signIn(world, world.api, openId, seen);
  return [...seen.kept].map(({ accessToken }) => accessToken);
}

/** People who are signed in, and somebody's supervisor. */
function bystanders(port: number, tokens: readonly string[]) {
  const looks: Heard[] = [];
  const probes: Heard[] = [];
  let going = true;
  const every = async (ms: number, path: string, heard: Heard[], token?: string) => {
    const { ask, close } = asker(port, requestTo(port, { path, ...(token === undefined ? {} : { token }) }));
    while (going) {
      heard.push(await ask());
      await delay(ms);
    }
    close();
  };
  const all = [...tokens.map((token) => every(look, '/api/v1/me', looks, token)), every(probe, '/healthz', probes)];
  return async () => {
    going = false;
    await Promise.all(all);
    return { looks, probes };
  };
}

/** @returns milliseconds until ten one after the other are served */
async function untilWell(ask: Ask): Promise<number> {
  const begun = performance.now();
  for (let well = 0; well < 10; ) {
    if (performance.now() - begun > 30_000) break;
    const { status } = await ask();
    well = status === 200 ? well + 1 : 0;
    if (well === 0) await delay(look);
  }
  return performance.now() - begun;
}

interface Found {
  readonly heard: readonly Heard[];
  readonly peak: number;
  readonly seconds: number;
  readonly looks: readonly Heard[];
  readonly probes: readonly Heard[];
  readonly recovered: number;
  readonly cores: Readonly<Record<'peak' | 'flood', Cores>>;
}

function figuresOf({ heard, peak, seconds, looks, probes, recovered, cores }: Found): Figure[] {
  const isShed = ({ body }: Heard) => body.includes('"overloaded"');
  const served = heard.filter(({ status }) => status === 200);
  const shed = heard.filter(isShed);
  const others = heard.filter((one) => !isShed(one));
  const untimed = shed.filter(({ body }) => !/"retry_after":[1-9]/.test(body));
  const p99 = (of: readonly Heard[]) =>
    percentile(
      of.map(({ ms }) => ms),
      0.99,
    );
  const unserved = (of: readonly Heard[]) => of.filter(({ status }) => status !== 200).map(({ status }) => status);
  const goodput = (100 * served.length) / seconds / peak;
  const byProcessor = (goodput * cores.peak.server) / cores.flood.server;
  const microseconds = (cores: number, each: number) => (1_000_000 * cores) / each;
  const serving = microseconds(cores.peak.server, peak);
  const refusing = (microseconds(cores.flood.server, 1) * seconds - serving * served.length) / Math.max(1, shed.length);
  const shares = ({ server, load }: Cores) => `${server.toFixed(2)} + ${load.toFixed(2)}`;
  return [
    ofFew(happened({ zh: '被拒绝的登录', en: 'sign-ins refused' }, shed.length)),
    none({ zh: '其他失败', en: 'failed otherwise' }, unserved(others)),
    none({ zh: '没有说明何时再来的拒绝', en: 'refused without a time to come back' }, untimed.length),
    none({ zh: '已登录者被拒绝', en: 'refusals of who was signed in' }, unserved(looks)),
    none({ zh: '探测被拒绝', en: 'probes refused' }, unserved(probes)),
    inTime({ zh: '被接受的登录，p99', en: 'a sign-in that was accepted, p99' }, 1, p99(served)),
    inTime({ zh: '被拒绝的登录，p99', en: 'a sign-in that was refused, p99' }, 0.1, p99(shed)),
    inTime({ zh: '已登录者的查询，p99', en: 'a look of who was signed in, p99' }, 1, p99(looks)),
    ofFew(atLeast({ zh: '吞吐占峰值', en: 'of the peak’s sign-ins served' }, 80, goodput, ' %')),
    ofFew(
      atLeast(
        {
          zh: `同上，按服务器所得的处理器时间计（服务器 + 负载占用的核数：峰值时 ${shares(cores.peak)}，过载时 ${shares(cores.flood)}）`,
          en: `the same for the processor time that the server had (cores of server + load: ${shares(cores.peak)} at the peak, ${shares(cores.flood)} then)`,
        },
        80,
        byProcessor,
        ' %',
      ),
    ),
    {
      what: { zh: '一次应答 · 一次拒绝占用的处理器时间', en: 'processor time of serving · of refusing' },
      promised: '',
      measured: `${serving.toFixed(0)} · ${refusing.toFixed(0)} µs`,
      met: true,
    },
    inTime({ zh: '恢复', en: 'well again after' }, 5, recovered),
  ];
}
