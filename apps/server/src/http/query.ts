import { AuthError } from '@feishu-login/auth-types';
import type { RouterContext } from '@koa/router';

/** Values repeated in a query are refused: which one counts would be anybody's guess. */
export function queryOf(ctx: Pick<RouterContext, 'querystring'>): Record<string, string> {
  if (ctx.querystring === '') return {};
  const pairs = [...new URLSearchParams(ctx.querystring)];
  // Not an assignment for each: `__proto__` is a name like any other here.
  const query = Object.fromEntries(pairs);
  if (Object.keys(query).length === pairs.length) return query;
  throw new AuthError('invalid_request', 'A query parameter came twice.');
}
