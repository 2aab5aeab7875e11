/**
 * The emulator as it is installed, beside oauth2-mock-server and a server of Node's that knows nothing, each in a process
 * of its own: how soon it listens, how many sign-ins (a code, and its exchange) it answers, and what it holds in memory
 * afterwards. On a busy machine, look at what each second of CPU brought. The others get a twentieth of the sign-ins: they are
 * there for their rate. `pnpm --filter feishu-emulator bench [sign-ins]`
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Addresses, signIn } from './load.ts';

interface Ready extends Addresses {
  /** Milliseconds since the process began. */
  listening: number;
  /** Seconds of CPU so far. */
  cpu: number;
}

interface Used {
  cpu: number;
  heap: number;
}

function ask<Answer>(child: ChildProcess, question?: string): Promise<Answer> {
  const answer = once(child, 'message').then(([message]) => message);
  if (question !== undefined) child.send(question);
  return answer;
}

async function start(name: string): Promise<{ child: ChildProcess; ready: Ready }> {
  const subject = new URL('./subject.mjs', import.meta.url);
  const child = fork(subject, [name], { execArgv: ['--expose-gc'] });
  return { child, ready: await ask<Ready>(child) };
}

/** The best of five: other programs can only make it slower. */
async function listeningTime(name: string): Promise<{ ms: number; cpuMs: number }> {
  const starts: Ready[] = [];
  for (let n = 0; n < 5; n += 1) {
    const { child, ready } = await start(name);
    child.kill();
    starts.push(ready);
  }
  return {
    ms: Math.min(...starts.map(({ listening }) => listening)),
    cpuMs: Math.min(...starts.map(({ cpu }) => cpu * 1000)),
  };
}

const began = performance.now();
function tell(what: string): void {
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}

async function measure(name: string, times: number): Promise<Record<string, number>> {
  tell(`${name}: five starts`);
  const { ms, cpuMs } = await listeningTime(name);
  const { child, ready } = await start(name);
  await signIn(ready, Math.min(times, 3000));
  const before = await ask<Used>(child, 'used?');
  tell(`${name}: ${times} sign-ins`);
  const from = performance.now();
  await signIn(ready, times, (done) => tell(`${name}: ${done} are done`));
  const elapsed = (performance.now() - from) / 1000;
  const after = await ask<Used>(child, 'used?');
  child.kill();
  const cpu = after.cpu - before.cpu;
  return {
    'sign-ins': times,
    'listening after (ms)': Math.round(ms),
    'CPU until then (ms)': Math.round(cpuMs),
    'sign-ins a second': Math.round(times / elapsed),
    'sign-ins for a second of CPU': Math.round(times / cpu),
    'requests for a second of CPU': Math.round((2 * times) / cpu),
    'live heap afterwards (MB)': Math.round(after.heap / 1e6),
  };
}

const times = Number(process.argv[2] ?? 100_000);
const fewer = Math.ceil(times / 20);
console.log(`On Node ${process.version}; goals: listening in 250 ms, 2000 sign-ins for a second of CPU, 100 MB`);
console.table({
  'feishu-emulator': await measure('emulator', times),
  'oauth2-mock-server': await measure('oauth2-mock-server', fewer),
  'node:http that knows nothing': await measure('node', fewer),
});
tell('done');
