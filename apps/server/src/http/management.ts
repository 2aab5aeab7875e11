import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import { openApiDocument } from './openapi.ts';
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
  /** Where the documented API lives; `undefined` keeps the document to ourselves. */
  readonly publicUrl: URL | undefined;
}

/** What operators and their machines ask. These answer under any host name: probes use addresses. */
export function createManagement({ health, metrics, publicUrl }: ManagementOptions): Router {
  const router = createRouter();
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    if (health.draining) throw new AuthError('shutting_down', 'This server is being restarted.', { retryAfter: 2 });
    await health.check();
    ctx.body = { status: 'ok' };
  });
  router.get('/metrics', async (ctx) => {
    requireThisMachine(ctx.req);
    ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
    ctx.body = await metrics.text();
  });
  if (publicUrl !== undefined) {
    const document = openApiDocument(publicUrl);
    router.get('/openapi.json', (ctx) => {
      ctx.body = document;
    });
  }
  return router;
}

/** Metrics are for a collector on the same machine; whatever came through a proxy came from elsewhere. */
function requireThisMachine(request: IncomingMessage): void {
  const local = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '');
  const proxied = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  if (!local || proxied) throw new AuthError('not_found', 'There is nothing at this address.');
}
