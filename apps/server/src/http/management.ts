import { createHash, timingSafeEqual } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import { createRouter } from './router.ts';

export interface Health {
  /** About to end: no new requests should be sent here; those that come are answered. */
  readonly draining: boolean;
  /** Ending: what still comes over a connection that is open is refused. */
  readonly closing: boolean;
  /** @throws when this process should not be sent requests */
  check(): Promise<void>;
}

export interface Metrics {
  text(): Promise<string>;
}

export interface ManagementOptions {
  readonly health: Health;
  readonly metrics: Metrics;
  /** Who shows it may read the metrics; without one they are not here. */
  readonly metricsToken: string | undefined;
  /** The API's document; `undefined` keeps it to ourselves. */
  readonly documented: object | undefined;
}

/** What operators and their machines ask. These answer under any host name: probes use addresses. */
export function createManagement({ health, metrics, metricsToken, documented }: ManagementOptions): Router {
  const router = createRouter();
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    if (health.draining) throw new AuthError('shutting_down', 'This server is being restarted.', { retryAfter: 2 });
    await health.check();
    ctx.body = { status: 'ok' };
  });
  if (metricsToken !== undefined) {
    router.get('/metrics', async (ctx) => {
      if (!isBearer(ctx.get('authorization'), metricsToken))
        throw new AuthError('not_found', 'There is nothing at this address.');
      ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
      ctx.body = await metrics.text();
    });
  }
  if (documented !== undefined) {
    router.get('/openapi.json', (ctx) => {
      ctx.body = documented;
    });
  }
  return router;
}

/** Compares without telling, by the time it takes, how much of the token was right. */
function isBearer(authorization: string, token: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(authorization.replace(/^Bearer /i, 'Bearer ')), digest(`Bearer ${token}`));
}
