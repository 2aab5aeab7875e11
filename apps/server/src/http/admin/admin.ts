import { type AdminEndpoint, adminApi } from '@feishu-login/auth-types/admin';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { requireAdministrator, requireStepUp } from '../../auth/administration/administrators.ts';
import type { Ports } from '../../auth/ports/ports.ts';
import type { SignedIn } from '../../auth/ports/records.ts';
import { findSession } from '../../auth/session.ts';
import { closedPagePolicy } from '../closed-page-policy.ts';
import { browserCookies, type CookieNames, readCookie } from '../cookies.ts';
import { mountEndpoint } from '../endpoint.ts';
import { sendPage, type WebPage } from '../page.ts';
import { createRouter } from '../router.ts';
import type { UseCaseObserver } from '../use-cases.ts';
import { type AdminDesk, adminRoutes } from './routes.ts';

export interface AdminOptions {
  readonly ports: Ports;
  readonly page: WebPage;
  readonly cookies: CookieNames;
  readonly secure: boolean;
  /** The page. */
  readonly html: string;
  readonly desk: AdminDesk;
  readonly observer: UseCaseObserver;
}

/** The page of administrators and what it asks. To everybody else there is nothing at these addresses. */
export function createAdmin(options: AdminOptions): Router {
  const router = createRouter();
  for (const endpoint of Object.keys(adminApi) as AdminEndpoint[]) mount(router, endpoint, options);
  router.get('/admin', (ctx) => answerPage(ctx, options));
  return router;
}

function mount<E extends AdminEndpoint>(router: Router, endpoint: E, options: AdminOptions): void {
  const { ports, desk, observer } = options;
  const spec = adminApi[endpoint];
  const handle = adminRoutes[endpoint];
  mountEndpoint(router, endpoint, spec, {
    admit: async (ctx) => {
      const admin = await requireAdministrator(ports, await holderOf(ctx, options));
      if (spec.stepUp) requireStepUp(ports, admin);
      return admin;
    },
    handle: (admin, brought) => {
      const asked = { ...brought, desk } as Parameters<typeof handle>[2];
      return observer.useCase('administer', () => handle(ports, admin, asked));
    },
  });
}

/** By the cookie alone, whatever comes beside it: a bearer token is in the hands of a program, and opens nothing here. */
async function holderOf(ctx: RouterContext, { ports, cookies }: AdminOptions): Promise<SignedIn | undefined> {
  const value = readCookie(ctx.req, cookies.session);
  return value === undefined ? undefined : findSession(ports, { kind: 'cookie', value });
}

/**
 * Whoever is not signed in could be anybody, administrators included: they get the answer that everybody gets, and on it
 * the way to sign in.
 */
async function answerPage(ctx: RouterContext, options: AdminOptions): Promise<void> {
  const { ports, page, cookies, secure, html } = options;
  const holder = await holderOf(ctx, options);
  if (holder === undefined) {
    ctx.status = 404;
    return sendPage(ctx, ports, page, {
      signedOut: browserCookies(ctx, cookies, secure).signedOut(),
      returnTo: '/admin',
    });
  }
  await requireAdministrator(ports, holder);
  ctx.type = 'text/html; charset=utf-8';
  ctx.set('Content-Security-Policy', closedPagePolicy);
  ctx.body = html;
}
