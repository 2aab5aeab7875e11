import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { startBesideUs } from './beside-us.ts';
import { repository } from './run.ts';

/** A loaded machine takes its time; a server that cannot start ends by itself much sooner. */
const readyWithinMs = 60_000;
const stopWithinMs = 15_000;

export interface ServerProcess {
  /** Where it answers: its PUBLIC_URL. */
  readonly url: string;
  readonly pid: number;
  /** Resolves when the process is gone, with how it went. */
  readonly exited: Promise<Exit>;
  /** Asks it to drain and end, as an orchestrator would; ends it by force when it takes too long. */
  stop(): Promise<Exit>;
  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<Exit>;
}

export interface Exit {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServerOptions {
  /** Nothing else is inherited, except what Node itself needs. */
  readonly env: Record<string, string | undefined> & { PORT: string; PUBLIC_URL: string };
  /** Each line the server prints. */
  readonly onLine: (line: string) => void;
  readonly cwd?: string;
  /** A file for the server's log, instead of `onLine`. */
  readonly log?: number;
  /** Another checkout, built, whose server is started. */
  readonly checkout?: string;
}

/** Starts the built server as its own process and resolves once it says it is ready. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { env, onLine, cwd = repository, log, checkout = repository } = options;
  const last: string[] = [];
  const child = startBesideUs(['--enable-source-maps', join(checkout, 'apps/server/dist/main.js')], {
    cwd,
    log,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...env },
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 30) last.shift();
      onLine(line);
    });
  }
  const exited = exitOf(child);
  const server: ServerProcess = {
    url: env.PUBLIC_URL,
    pid: child.pid ?? 0,
    exited,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(stopWithinMs, 'late' as const, { ref: false });
      if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
      return exited;
    },
    kill() {
      child.kill('SIGKILL');
      return exited;
    },
  };
  const waiting = new AbortController();
  const ready = await Promise.race([answersReady(`http://localhost:${env.PORT}/readyz`, waiting.signal), exited]);
  waiting.abort();
  if (ready === true) return server;
  if (ready === false) await server.kill();
  const how =
    ready === false ? `was not ready after ${readyWithinMs / 1000} s` : `ended with ${ready.status ?? ready.signal}`;
  throw new Error(`The server ${how}:\n${last.join('\n')}`);
}

async function answersReady(url: string, signal: AbortSignal): Promise<boolean> {
  const giveUp = performance.now() + readyWithinMs;
  while (performance.now() < giveUp && !signal.aborted) {
    const answer = await fetch(url, { signal }).catch(() => undefined);
    if (answer?.ok) return true;
    await setTimeout(50);
  }
  return false;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status, signal }));
  });
}
