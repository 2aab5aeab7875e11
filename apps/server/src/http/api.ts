import { AuthError, api, type Endpoint, type EndpointSpec, passiveQuery } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import type { RouterContext, RouterMiddleware } from '@koa/router';
import { z } from 'zod';
import type { Ports } from '../auth/ports/ports.ts';
import { authenticate } from '../auth/session.ts';
import { browserCookies, type CookieNames } from './cookies.ts';
import { credentialOf } from './credential.ts';
import { readJson, requireJsonIfAny } from './json-body.ts';
import { queryOf } from './query.ts';
import { createRouter } from './router.ts';
import { nobody, routes } from './routes.ts';
import { type UseCaseObserver, useCases } from './use-cases.ts';

export interface ApiOptions {
  readonly ports: Ports;
  readonly cookies: CookieNames;
  readonly secure: boolean;
  /** What sign-ins of one address pass. */
  readonly limit: RouterMiddleware;
  readonly observer: UseCaseObserver;
}

/** Mounts every endpoint of the contract: authenticate, parse, handle, answer. Strangers learn nothing from parsing. */
export function createApi(options: ApiOptions): Router {
  const router = createRouter();
  for (const endpoint of Object.keys(api) as Endpoint[]) mount(router, endpoint, options);
  return router;
}

function mount<E extends Endpoint>(router: Router, endpoint: E, options: ApiOptions): void {
  const { ports, cookies, secure, limit, observer } = options;
  const [method = '', path = ''] = endpoint.split(' ');
  const spec: EndpointSpec = api[endpoint];
  const handle = routes[endpoint];
  const answer = async (ctx: RouterContext) => {
    requireJsonIfAny(ctx.req);
    const signedIn =
      spec.access === 'session'
        ? await authenticate(ports, credentialOf(ctx.req, cookies.session), { passive: isPassive(spec, ctx) })
        : undefined;
    const body = parse(spec.body, await readJson(ctx.req), 'body');
    const query = parse(spec.query, queryOf(ctx), 'query');
    const params = parse(spec.params, ctx.params, 'path');
    const asked = {
      body,
      query,
      params,
      browser: browserCookies(ctx, cookies, secure),
      userAgent: ctx.get('user-agent').slice(0, 200) || null,
      signedIn: () => signedIn ?? nobody(),
    } as Parameters<typeof handle>[1];
    const reply = await observer.useCase(useCases[endpoint], () => handle(ports, asked));
    if (reply === undefined) ctx.status = 204;
    else ctx.body = reply;
  };
  router.register(path, [method], spec.access === 'public' && spec.limited ? [limit, answer] : answer);
}

/** Looked at before the query is judged: that is done for whoever has a session. */
function isPassive(spec: EndpointSpec, ctx: RouterContext): boolean {
  if (spec.access !== 'session' || spec.passive !== true) return false;
  return passiveQuery.safeParse(ctx.query).data?.passive === 'true';
}

/** What an endpoint takes that documents nothing: no parameters, and no body or an empty one. */
const nothing = z.strictObject({}).optional();

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  const parsed = (schema ?? nothing).safeParse(value);
  if (parsed.success) return schema === undefined ? undefined : parsed.data;
  // Names and rules only: the values may be codes or tokens.
  const problems = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || where}: ${message}`);
  throw new AuthError('invalid_request', `The ${where} is not as documented. ${problems.join('; ')}`);
}
