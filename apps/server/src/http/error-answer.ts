import type { AuthError } from '@feishu-login/auth-types';
import type Koa from 'koa';
import type { Ports } from '../auth/ports/ports.ts';
import { answersPrograms } from './audience.ts';
import { errorBody, platformCodeOf, retryAfterOf } from './error-body.ts';
import { sendPage, type WebPage } from './page.ts';

/** The only place where a failure becomes an HTTP answer: JSON for programs, the page for people. */
export function answerError(ctx: Koa.Context, error: AuthError, ports: Ports, page: WebPage): void {
  const requestId: string = ctx.state.requestId;
  ctx.status = error.status;
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter));
  ctx.vary('Accept');
  const contact = error.code === 'user_not_allowed' ? ports.app.accessContact : undefined;
  if (isOpenedByPerson(ctx)) {
    const told = { code: error.code, platform_code: platformCodeOf(error) ?? null, request_id: requestId };
    const failure = contact === undefined ? told : { ...told, contact };
    sendPage(ctx, ports, page, { failure });
  } else {
    ctx.body = errorBody(error, requestId, contact);
  }
}

/**
 * The page's own addresses answer people, unless somebody asks for JSON; any other address that is not for programs is a
 * page only to whoever prefers one, as browsers do when a person mistypes.
 */
function isOpenedByPerson(ctx: Koa.Context): boolean {
  if (answersPrograms(ctx.path)) return false;
  const isPage = /^\/(login|auth\/.*)?$/.test(ctx.path);
  return ctx.accepts(isPage ? ['html', 'json'] : ['json', 'html']) === 'html';
}
