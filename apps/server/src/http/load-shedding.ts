import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import type Koa from 'koa';
import type { CookieNames } from './cookies.ts';
import { hasBody } from './json-body.ts';
import type { Asker, WorkLimit } from './work-limit.ts';

export interface LoadSheddingOptions {
  readonly work: WorkLimit;
  readonly cookies: CookieNames;
  readonly shed: (asker: Asker) => void;
  /** Answers with a refusal. */
  readonly refuse: (ctx: Koa.Context, error: AuthError) => void;
}

/** A body that takes longer to arrive, in milliseconds, keeps no place from others; nothing is done for it yet. */
const bodyPatience = 250;
/** Seconds; not everybody is told to come back in the same one. */
const comeBackWithin = 4;

/**
 * Refuses at once, before anything of a request is read, what could not be answered in good time. Sign-ins are the first
 * to be refused: who is signed in goes on. What came of it is not logged as a failure of its own, which would be one more
 * thing to do.
 */
export function shedLoad({ work, cookies, shed, refuse }: LoadSheddingOptions): Koa.Middleware {
  return async (ctx, next) => {
    const asker = askerOf(ctx, cookies);
    if (!work.admits(asker)) {
      shed(asker);
      const retryAfter = 1 + Math.floor(Math.random() * comeBackWithin);
      const message = 'More is asked of this server than it can answer. Try again shortly.';
      refuse(ctx, new AuthError('overloaded', message, { retryAfter }));
      return;
    }
    const leave = takePlace(ctx.req, () => work.begin(asker));
    try {
      await next();
    } finally {
      leave();
    }
  };
}

/** News of people who left, and what a page is made of, wait for nobody who is about to sign in. */
const neverOthers = /^\/(api\/v1\/auth\/refresh|feishu\/events|assets\/.*)$/;

/** By what a request shows: whether it is true is what there may be no time to find out. */
function askerOf({ req, path }: Koa.Context, { session }: CookieNames): Asker {
  const { authorization = '', cookie = '' } = req.headers;
  const showsSession = /^Bearer fla_/i.test(authorization) || cookie.includes(`${session}=fls_`);
  return showsSession || neverOthers.test(path) ? 'signed_in' : 'others';
}

function takePlace(request: IncomingMessage, begin: () => () => void): () => void {
  let leave = begin();
  if (!hasBody(request)) return leave;
  let over = false;
  let slow = false;
  const patience = setTimeout(() => {
    slow = true;
    leave();
  }, bodyPatience);
  request.once('end', () => {
    clearTimeout(patience);
    if (slow && !over) leave = begin();
  });
  return () => {
    over = true;
    clearTimeout(patience);
    leave();
  };
}
