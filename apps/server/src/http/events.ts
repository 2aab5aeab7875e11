import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import rawBody from 'raw-body';
import { notAnEvent, takeEvent } from '../auth/leavers.ts';
import type { EventReader } from '../auth/ports/person-events.ts';
import type { Ports } from '../auth/ports/ports.ts';
import { networkOf } from './client-address.ts';
import { createLogThrottle } from './log-throttle.ts';
import { createRouter } from './router.ts';
import type { UseCaseObserver } from './use-cases.ts';

/** An event holds one person's record; the platform's own are a few KB. */
const maxBytes = 256 * 1024;
/** Forgeries of one network that are each written down. */
const toldPerMinute = 60;
/** Forgeries of one network that are looked at. Feishu's own pushes are none. */
const refusedPerMinute = 300;

export interface EventsOptions {
  readonly ports: Ports;
  readonly read: EventReader;
  /** Where a request comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly observer: UseCaseObserver;
}

/** Where Feishu pushes events (将事件发送至开发者服务器). Every refusal looks alike. */
export function createEvents({ ports, read, addressOf, observer }: EventsOptions): Router {
  const tell = createLogThrottle(toldPerMinute);
  const refused = new RateLimiterMemory({ points: refusedPerMinute, duration: 60 });
  const router = createRouter();
  router.post('/feishu/events', async (ctx) => {
    const network = networkOf(addressOf(ctx.req));
    const before = await refused.get(network);
    if (before !== null && before.consumedPoints >= refusedPerMinute) throw tooMany(before.msBeforeNext);
    const body = await rawBody(ctx.req, { length: ctx.req.headers['content-length'] ?? null, limit: maxBytes }).catch(
      tooLarge,
    );
    const headers = {
      timestamp: header(ctx.req.headers['x-lark-request-timestamp']),
      nonce: header(ctx.req.headers['x-lark-request-nonce']),
      signature: header(ctx.req.headers['x-lark-signature']),
    };
    const verdict = read(headers, body, ports.clock.now());
    if (verdict.verdict === 'challenge') {
      ctx.body = { challenge: verdict.challenge };
      return;
    }
    // Anybody can post here.
    if (verdict.verdict === 'rejected') {
      await refused.penalty(network);
      if (!(await tell(network))) throw notAnEvent();
    }
    await observer.useCase('take an event', () => takeEvent(ports, verdict));
    ctx.body = {};
  });
  return router;
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? undefined : value;
}

function tooMany(milliseconds: number): AuthError {
  return new AuthError('rate_limited', 'Too many posts from this address were no events.', {
    retryAfter: Math.max(1, Math.ceil(milliseconds / 1000)),
  });
}

function tooLarge(error: unknown): never {
  if (error instanceof Error && 'type' in error && error.type === 'entity.too.large') {
    throw new AuthError('payload_too_large', `An event may have at most ${maxBytes} bytes.`);
  }
  throw new AuthError('invalid_request', 'The event did not arrive whole.');
}
