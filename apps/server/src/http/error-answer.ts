import type { AuthError } from '@feishu-login/auth-types';
import type Koa from 'koa';
import type { Ports } from '../auth/ports.ts';
import { errorBody, platformCodeOf, retryAfterOf } from './errors.ts';
import { sendPage, type WebPage } from './page.ts';

/** The only place where a failure becomes an HTTP answer: JSON for programs, the page for people. */
export function answerError(ctx: Koa.Context, error: AuthError, ports: Ports, page: WebPage): void {
  const requestId: string = ctx.state.requestId;
  ctx.status = error.status;
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter));
  if (isOpenedByPerson(ctx)) {
    const failure = { code: error.code, platform_code: platformCodeOf(error) ?? null, request_id: requestId };
    sendPage(ctx, ports, page, { failure });
  } else {
    ctx.body = errorBody(error, requestId);
  }
}

/** Addresses of the API answer programs; the others answer people, unless somebody asks for JSON. */
function isOpenedByPerson(ctx: Koa.Context): boolean {
  return /^(\/auth\/.*|\/|\/login)$/.test(ctx.path) && ctx.accepts('html', 'json') === 'html';
}
