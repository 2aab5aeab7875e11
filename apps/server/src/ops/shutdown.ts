import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Readiness } from './readiness.ts';

/** How long requests under way may take to finish, in milliseconds. */
const drainTimeout = 8_000;

/**
 * On SIGTERM or SIGINT: says "not ready", lets requests under way finish, then releases everything and exits 0.
 * A second signal exits at once.
 */
export function shutDownOnSignal(
  server: Server,
  readiness: Readiness,
  log: Logger,
  release: () => Promise<void>,
): void {
  const stop = async (signal: string) => {
    if (readiness.draining) process.exit(1);
    readiness.drain();
    log.info({ event: 'server.draining', signal });
    const patience = setTimeout(() => server.closeAllConnections(), drainTimeout);
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
