import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Readiness } from './readiness.ts';

/** How long after the signal requests under way may take to finish, in milliseconds; a longer grace moves it. */
const drainTimeout = 9_000;
/** What a request that came at the very end of the grace has at least. */
const leastTime = 3_000;

export interface ShutdownOptions {
  readonly server: Server;
  readonly readiness: Readiness;
  /** How long requests are still taken, in milliseconds: until whoever sends them has seen that we are not ready. */
  readonly grace: number;
  readonly log: Logger;
  /** Gives back everything else, once no request is under way. */
  release(): Promise<void>;
}

/**
 * On SIGTERM or SIGINT: says "not ready" at once but answers as before for the grace, then takes no more connections,
 * lets requests under way finish, releases everything and exits 0. A second signal exits at once.
 */
export function shutDownOnSignal({ server, readiness, grace, log, release }: ShutdownOptions): void {
  const stop = async (signal: string) => {
    if (readiness.draining) process.exit(1);
    readiness.drain();
    log.info({ event: 'server.draining', signal });
    const patience = setTimeout(() => server.closeAllConnections(), Math.max(drainTimeout, grace + leastTime));
    await delay(grace);
    readiness.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
    clearTimeout(patience);
    await release();
    log.info({ event: 'server.stopped' });
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}
