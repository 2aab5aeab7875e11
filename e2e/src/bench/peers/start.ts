import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../../scripts/free-port.ts';
import type { PeerOptions } from './peer.ts';

export interface StartedPeer {
  readonly port: number;
  readonly pid: number;
  /** The cookie of somebody who is signed in there, where people are. */
  readonly cookie: string | undefined;
  close(): void;
}

export type PeerKind =
  | 'node:http'
  | 'koa'
  | 'koa with duties'
  | 'express-session'
  | 'better-auth'
  | 'sign-in by hand'
  | 'platform';

/**
 * In a process of its own, as the server is: nobody measured shares a thread with the load.
 * @param log where its standard output goes
 */
export async function startPeer(
  which: PeerKind,
  log: number,
  options: Omit<PeerOptions, 'port'> = {},
): Promise<StartedPeer> {
  const port = await freePort();
  const child = fork(
    fileURLToPath(new URL('./run.ts', import.meta.url)),
    [which, JSON.stringify({ port, ...options })],
    {
      stdio: ['ignore', log, 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const gone = once(child, 'exit').then(() => {
    throw new Error(`The peer ${which} did not start.`);
  });
  const [{ cookie }] = await Promise.race([once(child, 'message'), gone]);
  gone.catch(() => undefined);
  return { port, pid: child.pid ?? 0, cookie, close: () => void child.kill() };
}
