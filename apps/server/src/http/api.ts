import { api, type Endpoint, type EndpointSpec, passiveQuery } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import type { RouterContext, RouterMiddleware } from '@koa/router';
import type { Ports } from '../auth/ports/ports.ts';
import { authenticate } from '../auth/session.ts';
import { browserCookies, type CookieNames } from './cookies.ts';
import { credentialOf } from './credential.ts';
import { mountEndpoint } from './endpoint.ts';
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

/** Mounts every endpoint of the contract. */
export function createApi(options: ApiOptions): Router {
  const router = createRouter();
  for (const endpoint of Object.keys(api) as Endpoint[]) mount(router, endpoint, options);
  return router;
}

function mount<E extends Endpoint>(router: Router, endpoint: E, options: ApiOptions): void {
  const { ports, cookies, secure, limit, observer } = options;
  const spec: EndpointSpec = api[endpoint];
  const handle = routes[endpoint];
  mountEndpoint(router, endpoint, spec, {
    admit: async (ctx) =>
      spec.access === 'session'
        ? authenticate(ports, credentialOf(ctx.req, cookies.session), { passive: isPassive(spec, ctx) })
        : undefined,
    handle: (signedIn, brought, ctx) => {
      const asked = {
        ...brought,
        browser: browserCookies(ctx, cookies, secure),
        userAgent: ctx.get('user-agent').slice(0, 200) || null,
        signedIn: () => signedIn ?? nobody(),
      } as Parameters<typeof handle>[1];
      return observer.useCase(useCases[endpoint], () => handle(ports, asked));
    },
    ...(spec.access === 'public' && spec.limited && { limit }),
  });
}

/** Looked at before the query is judged: that is done for whoever has a session. */
function isPassive(spec: EndpointSpec, ctx: RouterContext): boolean {
  if (spec.access !== 'session' || spec.passive !== true) return false;
  return passiveQuery.safeParse(ctx.query).data?.passive === 'true';
}
