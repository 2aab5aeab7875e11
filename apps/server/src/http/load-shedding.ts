import { randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import type Koa from 'koa';
import { answersPrograms } from './audience.ts';
import type { CookieNames } from './cookies.ts';
import { errorBody } from './error-body.ts';
import { isLongUnread } from './json-body.ts';
import type { Asker } from './waiting-requests.ts';
import type { WorkQueue } from './work-queue.ts';

export interface LoadSheddingOptions {
  readonly work: WorkQueue;
  readonly cookies: CookieNames;
  readonly shed: (asker: Asker) => void;
  /** Addresses of probes, which wait for nobody. */
  readonly probes: ReadonlySet<string>;
  /** Of every answer to a program. */
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly draining: () => boolean;
}

/** Seconds; not everybody is told to come back in the same one. */
const comeBackIn = [1, 2, 3, 4];

/**
 * Lets requests begin one after the other, and refuses at once, before anything of them is read, what could not be
 * answered in good time. Comes before all else: refusing must cost a fraction of answering, or five times as much as can
 * be answered leaves no time for any of it. So a program's refusal is written here and counted, and nothing more.
 */
export function shedLoad(options: LoadSheddingOptions): Koa.Middleware {
  const { work, cookies, shed, probes, draining } = options;
  const answer = refusing(options.headers);
  return async (ctx, next) => {
    if (probes.has(ctx.path)) return next();
    ctx.state.cameAt = performance.now();
    const asker = askerOf(ctx, cookies);
    const leave = await work.enter(asker);
    if (leave !== undefined) return Promise.resolve(next()).finally(leave);
    shed(asker);
    if (answersPrograms(ctx.path)) return answer(ctx, draining() || isLongUnread(ctx.req));
    ctx.state.overloaded = true;
    return next();
  };
}

/** A person is refused as by everything else, with a page. */
export const refuseOverloaded: Koa.Middleware = (ctx, next) => {
  if (ctx.state.overloaded === true) throw overloaded(oneOf(comeBackIn));
  return next();
};

function refusing(headers: LoadSheddingOptions['headers']) {
  const ofAll = [...headers].flat();
  const bodies = comeBackIn.map((seconds) => {
    const [before = '', after = ''] = JSON.stringify(errorBody(overloaded(seconds), '\n')).split('\\n');
    const length = Buffer.byteLength(before + after) + randomUUID().length;
    const own = ['Content-Type', 'application/json; charset=utf-8', 'Content-Length', `${length}`];
    return { before, after, headers: [...ofAll, ...own, 'Retry-After', `${seconds}`] };
  });
  return (ctx: Koa.Context, last: boolean): void => {
    const requestId = randomUUID();
    const { before, after, headers: own } = oneOf(bodies);
    ctx.respond = false;
    ctx.res.writeHead(503, [...own, 'X-Request-Id', requestId, ...(last ? ['Connection', 'close'] : [])]);
    ctx.res.end(before + requestId + after);
  };
}

function overloaded(retryAfter: number): AuthError {
  const message = 'More is asked of this server than it can answer. Try again shortly.';
  return new AuthError('overloaded', message, { retryAfter });
}

function oneOf<T>(all: readonly T[]): T {
  return all[Math.floor(Math.random() * all.length)] as T;
}

/** News of people who left, and what a page is made of, wait for nobody who is about to sign in. */
const neverOthers = /^\/(api\/v1\/auth\/refresh|feishu\/events|assets\/.*)$/;

/** By what a request shows: whether it is true is what there may be no time to find out. */
function askerOf({ req, path }: Koa.Context, { session }: CookieNames): Asker {
  const { authorization = '', cookie = '' } = req.headers;
  const showsSession = /^Bearer fla_/i.test(authorization) || cookie.includes(`${session}=fls_`);
  return showsSession || neverOthers.test(path) ? 'signed_in' : 'others';
}
