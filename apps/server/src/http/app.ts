import { randomUUID } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import Koa from 'koa';
import type { EventReader } from '../auth/ports/person-events.ts';
import type { Ports } from '../auth/ports/ports.ts';
import { type AdminOptions, createAdmin } from './admin/admin.ts';
import type { AdminDesk } from './admin/routes.ts';
import { createApi } from './api.ts';
import { createBrowserLogin, openedByPeople } from './browser-login.ts';
import { type ClientAddress, createClientAddress } from './client-address.ts';
import { type CookieNames, cookieNames } from './cookies.ts';
import { createDocs } from './docs.ts';
import { answerError } from './error-answer.ts';
import { toAuthError } from './error-body.ts';
import { createEvents } from './events.ts';
import { createForwardAuth } from './forward-auth.ts';
import {
  isOpenedElsewhere,
  requireNavigation,
  requireOwnHost,
  requireOwnOrigin,
  requireReadablePath,
} from './guards.ts';
import { isLongUnread } from './json-body.ts';
import { refuseOverloaded, shedLoad } from './load-shedding.ts';
import { createManagement, type Health, type Metrics } from './management.ts';
import { openApiDocument } from './openapi.ts';
import { isOpenToOthers, type OpenIdProvider, openIdConnect } from './openid-connect.ts';
import type { WebPage } from './page.ts';
import { createRateLimit, type RateLimits } from './rate-limit.ts';
import { createRouter, routesOf } from './router.ts';
import { type SecurityHeaders, securityHeaders } from './security-headers.ts';
import type { UseCaseObserver } from './use-cases.ts';
import type { Asker } from './waiting-requests.ts';
import type { WorkQueue } from './work-queue.ts';

export interface AppOptions {
  readonly ports: Ports;
  readonly page: WebPage;
  readonly trustedProxies: readonly string[];
  readonly frameAncestors: readonly string[];
  /** Host names, with port, that requests may be sent to. */
  readonly hosts: readonly string[];
  readonly rateLimits: RateLimits;
  readonly work: WorkQueue;
  readonly observer: Observer;
  readonly health: Health;
  readonly metrics: Metrics;
  /** A bearer token for `/metrics`; `undefined` where they are not served here. */
  readonly metricsToken: string | undefined;
  /** Whether `/openapi.json` is served; production keeps it to itself. */
  readonly documentApi: boolean;
  /** The folder of Swagger UI's files, for `/docs`; `undefined` where the API is not documented, or it is not installed. */
  readonly swaggerUi: string | undefined;
  /** How the platform's pushes are read; `undefined` where no key or token for them is configured. */
  readonly readEvent: EventReader | undefined;
  readonly openId: OpenIdProvider;
  /** The page of administrators and what the doctor finds; `undefined` where nobody is one. */
  readonly admin: { readonly html: string; readonly checkUp: AdminDesk['checkUp'] } | undefined;
}

/** What happens around requests is told to whoever keeps logs and metrics. */
export interface Observer extends UseCaseObserver {
  /** Runs a request so that everything logged meanwhile carries its id; `quiet`, if nothing is. */
  inRequest<T>(request: RequestSeen, work: () => Promise<T>, how: { quiet: boolean }): Promise<T>;
  answered(
    request: RequestSeen,
    facts: {
      method: string;
      path: string;
      route: string | undefined;
      status: number;
      duration_ms: number;
    },
  ): void;
  failed(request: RequestSeen, error: AuthError): void;
  /** A request was refused because too much was asked. */
  shed(asker: Asker): void;
}

/** What is told of a request whatever it asks for. */
export interface RequestSeen {
  readonly request_id: string;
  readonly ip: string;
}

/** Asked far more often than all others, and nothing happens there that is worth a line of its own. */
const quiet: readonly string[] = ['/api/v1/me', '/auth/verify', '/healthz'];

/** The whole server, without a port: `createApp(options).callback()` answers requests. */
export function createApp(options: AppOptions): Koa {
  const { ports, page, health, metrics, observer } = options;
  const secure = ports.app.publicUrl.protocol === 'https:';
  const cookies = cookieNames(secure);
  const clientAddress = createClientAddress(options.trustedProxies);
  const signIns = createRateLimit(ports.log, options.rateLimits);
  const limit = <T>(ctx: Koa.Context, work: () => Promise<T>) => signIns.guard(clientAddress(ctx.req), work);
  const { readEvent: read } = options;

  const management = createManagement({
    health,
    metrics,
    metricsToken: options.metricsToken,
    documented: options.documentApi ? openApiDocument(ports.app) : undefined,
  });
  const forwardAuth = createForwardAuth({ ports, cookies, observer });
  const open = [
    createApi({ ports, cookies, secure, limit, observer }),
    createBrowserLogin({ ports, page, cookies, secure, limit, observer }),
    assetRoutes(page),
    ...(read === undefined ? [] : [createEvents({ ports, read, addressOf: clientAddress, observer })]),
    ...(options.swaggerUi === undefined ? [] : [createDocs(options.swaggerUi)]),
  ];
  const hidden = administration(options, { cookies, secure });

  const app = new Koa();
  app.silent = true;
  const security = securityHeaders({ secure, page, frameAncestors: options.frameAncestors });
  app.use(shedding(options, { cookies, management, security }));
  app.use(answering(options, clientAddress));
  app.use(security.set);
  app.use(routesOf([management]));
  app.use(takingRequests(health));
  app.use(refuseOverloaded);
  // Before the guards: proxies ask by an address of their own, with the method and origin of somebody else's request.
  app.use(routesOf([forwardAuth]));
  app.use(guards(options, cookies));
  const failed = (ctx: Koa.Context, error: unknown) => observer.failed(ctx.state.request, toAuthError(error));
  app.use(openIdConnect({ ports, provider: options.openId, cookies, secure, limit, failed }));
  app.use(routesOf([...open, ...hidden]));
  app.use(nothingHere([management, forwardAuth, ...open]));
  return app;
}

function administration(
  { ports, page, observer, health, admin }: AppOptions,
  cookies: Pick<AdminOptions, 'cookies' | 'secure'>,
): Router[] {
  if (admin === undefined) return [];
  const desk = { checkUp: admin.checkUp, ready: health.check };
  return [createAdmin({ ports, page, observer, html: admin.html, desk, ...cookies })];
}

/** Lets probes pass, and all others wait. */
function shedding(
  { work, observer, health }: AppOptions,
  { cookies, management, security }: { cookies: CookieNames; management: Router; security: SecurityHeaders },
): Koa.Middleware {
  return shedLoad({
    work,
    cookies,
    shed: observer.shed,
    probes: new Set(management.stack.map(({ path }) => `${path}`)),
    headers: [...ofAll, ...security.ofPrograms],
    draining: () => health.draining,
  });
}

/** Headers of every answer. */
const ofAll = [
  ['Cache-Control', 'no-store'],
  ['Vary', 'Authorization, Cookie, Origin'],
] as const;

/** Gives every request its id, every failure its answer, and tells the observer what came of it. */
function answering({ ports, page, health, observer }: AppOptions, clientAddress: ClientAddress): Koa.Middleware {
  return async (ctx, next) => {
    const requestId = randomUUID();
    ctx.state.requestId = requestId;
    ctx.set('X-Request-Id', requestId);
    for (const [name, value] of ofAll) ctx.set(name, value);
    const request: RequestSeen = { request_id: requestId, ip: clientAddress(ctx.req) };
    ctx.state.request = request;
    const startedAt: number = ctx.state.cameAt ?? performance.now();
    const answer = async () => {
      try {
        await next();
      } catch (thrown) {
        const error = toAuthError(thrown);
        observer.failed(request, error);
        answerError(ctx, error, ports, page);
      }
      if (health.draining || isLongUnread(ctx.req)) ctx.set('Connection', 'close');
      observer.answered(request, {
        method: ctx.method,
        path: ctx.path,
        route: ctx._matchedRoute?.toString(),
        status: ctx.status,
        duration_ms: Math.round(performance.now() - startedAt),
      });
    };
    await observer.inRequest(request, answer, { quiet: quiet.includes(ctx.path) });
  };
}

function takingRequests(health: Health): Koa.Middleware {
  return (ctx, next) => {
    if (health.closing)
      throw new AuthError('shutting_down', 'This server is being restarted. Try again shortly.', { retryAfter: 2 });
    requireReadablePath(ctx.path);
    return next();
  };
}

/** What must hold before anything is counted: other sites' pages can make a browser ask, but not open. */
function guards({ ports, hosts, frameAncestors }: AppOptions, cookies: CookieNames): Koa.Middleware {
  const ownHosts = new Set(hosts);
  const { publicUrl } = ports.app;
  return (ctx, next) => {
    // Under a wrong name too, people can read what is wrong: the page is nothing without its scripts.
    if (!isAsset(ctx.path)) requireOwnHost(ctx.req, ownHosts);
    if (isOpenedElsewhere(ctx.req, publicUrl)) {
      ctx.status = 307;
      // The target begins with a slash, and follows a whole origin: it leads nowhere else.
      ctx.set('Location', `${publicUrl.origin}${ctx.url}`);
      ctx.body = '';
      return Promise.resolve();
    }
    if (!isOpenToOthers(ctx.path)) requireOwnOrigin(ctx.req, publicUrl.origin, cookies);
    if (openedByPeople.includes(ctx.path)) requireNavigation(ctx.req, { framed: frameAncestors.length > 0 });
    return next();
  };
}

/** An address that takes another method says so. Those of administrators do not: to strangers they are none. */
function nothingHere(routers: readonly Router[]): Koa.Middleware {
  return (ctx) => {
    const allowed = routers.flatMap((router) =>
      router.match(ctx.path, ctx.method).path.flatMap(({ methods }) => methods),
    );
    if (allowed.length === 0) throw new AuthError('not_found', 'There is nothing at this address.');
    ctx.set('Allow', [...new Set(allowed)].join(', '));
    throw new AuthError('method_not_allowed', 'This address does not take that method. See the Allow header.');
  };
}

const drawingPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

function isAsset(path: string): boolean {
  return /^\/(admin\/)?assets\//.test(path);
}

/** The page's scripts and styles: their names change with their content, so browsers may keep them. */
function assetRoutes({ assets }: WebPage): Router {
  const router = createRouter();
  router.get(['/assets/:name', '/admin/assets/:name', '/favicon.svg', '/favicon.ico'], (ctx) => {
    const asset = assets.get(ctx.path);
    if (asset === undefined) throw new AuthError('not_found', 'There is nothing at this address.');
    const { body, type, encoded = {} } = asset;
    const coding = (['br', 'gzip'] as const).find(
      (one) => encoded[one] !== undefined && ctx.acceptsEncodings(one) === one,
    );
    ctx.type = type;
    // Opened by itself, a drawing is a document: nothing in it may run, whoever drew it.
    if (type === 'image/svg+xml') ctx.set('Content-Security-Policy', drawingPolicy);
    ctx.set('Vary', 'Accept-Encoding');
    if (coding !== undefined) ctx.set('Content-Encoding', coding);
    ctx.set('Cache-Control', isAsset(ctx.path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    ctx.body = coding === undefined ? body : encoded[coding];
  });
  return router;
}
