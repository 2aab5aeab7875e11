import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { toldFacts } from '../auth/organisation.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { SignedIn } from '../auth/ports/records.ts';
import { allowedReturn } from '../auth/return-to.ts';
import { findSession, unauthorized } from '../auth/session.ts';
import type { CookieNames } from './cookies.ts';
import { credentialOf } from './credential.ts';
import { createRouter } from './router.ts';
import type { UseCaseObserver } from './use-cases.ts';

export interface ForwardAuthOptions {
  readonly ports: Ports;
  readonly cookies: CookieNames;
  readonly observer: UseCaseObserver;
}

/** Proxies ask with GET; Envoy's ext_authz keeps the method and puts the original path behind ours. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Answers a proxy that asks who sent a request (nginx auth_request, Traefik forwardAuth, Caddy forward_auth, Envoy
 * ext_authz): headers that name the person, or 401. With `?redirect=true` a navigation is sent to sign in instead and
 * comes back to the path the proxy named. Nothing is changed here but the session's last use.
 */
export function createForwardAuth({ ports, cookies, observer }: ForwardAuthOptions): Router {
  const router = createRouter();
  router.register(['/auth/verify', '/auth/verify/{*original}'], methods, async (ctx: RouterContext) => {
    const asked = () => findSession(ports, credentialOf(ctx.req, cookies.session));
    const signedIn = await observer.useCase('tell a proxy who asks', asked);
    if (signedIn !== undefined) {
      ctx.status = 200;
      ctx.set(identityHeaders(ports, signedIn));
      ctx.body = '';
      return;
    }
    const wanted = wantedAddress(ctx);
    if (wanted === undefined || ctx.query.redirect !== 'true' || !isNavigation(ctx)) throw unauthorized();
    const signIn = new URL('/login', ports.app.publicUrl);
    signIn.searchParams.set('return_to', allowedReturn(ports.app, wanted));
    ctx.redirect(signIn.href);
  });
  return router;
}

/** Every header, always: an empty one still takes the place of what a client may have sent under that name. */
function identityHeaders({ app }: Ports, { user, session }: SignedIn): Record<string, string> {
  const { departments = [], groups = [] } = toldFacts(app, user.facts) ?? {};
  return {
    'X-Auth-User': user.id,
    'X-Auth-Name': encodeURIComponent(user.name),
    'X-Auth-Email': headerText(user.email),
    'X-Auth-Open-Id': headerText(user.openId),
    'X-Auth-Union-Id': headerText(user.unionId),
    'X-Auth-Tenant': headerText(user.tenantKey),
    'X-Auth-Session': session.id,
    'X-Auth-Departments': headerList(departments.map(({ id }) => id)),
    'X-Auth-Groups': headerList(groups),
  };
}

/** Visible ASCII goes as it is; whatever a header could not carry is percent-encoded UTF-8. */
function headerText(value: string | null): string {
  if (value === null) return '';
  return /^[\x21-\x7e]*$/.test(value) ? value : encodeURIComponent(value);
}

/** Characters. All headers of an answer must fit into what a proxy keeps for them, 4 KB as nginx comes. */
const longestList = 1024;
/** In place of what does not fit. It is nobody's id. */
const andMore = '...';

/** Ids with commas between them; a list that is longer than fits says that it goes on. */
function headerList(ids: readonly string[]): string {
  const whole = ids.map((id) => headerText(id).replaceAll(',', '%2C'));
  if (whole.join(',').length <= longestList) return whole.join(',');
  while (whole.length > 0 && [...whole, andMore].join(',').length > longestList) whole.pop();
  return [...whole, andMore].join(',');
}

/** The path and query somebody asked the proxy for; its host is not believed. */
function wantedAddress(ctx: RouterContext): string | undefined {
  const named = ctx.get('X-Forwarded-Uri') || ctx.get('X-Original-URI');
  const path = named || (ctx.params.original === undefined ? '' : `/${ctx.params.original}`);
  return path === '' ? undefined : path;
}

/**
 * Scripts and forms can do nothing with a sign-in page. Who does not say what it is, is taken for a person; programs may
 * call themselves `cors`, while a browser's script also names a destination that is no document.
 */
function isNavigation(ctx: RouterContext): boolean {
  const method = ctx.get('X-Forwarded-Method') || ctx.get('X-Original-Method') || ctx.method;
  const opened = ['', 'document'].includes(ctx.get('Sec-Fetch-Dest')) && ctx.get('Sec-Fetch-Mode') !== 'no-cors';
  return opened && (method === 'GET' || method === 'HEAD') && ctx.accepts('html') !== false;
}
