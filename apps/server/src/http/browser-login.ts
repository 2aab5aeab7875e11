import { AuthError } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import type { RouterContext, RouterMiddleware } from '@koa/router';
import { loginFromBrowser, refuseFromBrowser, startBrowserLogin } from '../auth/login.ts';
import { finishedReturn } from '../auth/login-attempt.ts';
import type { Ports } from '../auth/ports/ports.ts';
import { scopesToAsk } from '../auth/scopes.ts';
import { findSession, wasEndedOnPurpose } from '../auth/session.ts';
import { type BrowserCookies, browserCookies, type CookieNames } from './cookies.ts';
import { sendPage, type WebPage } from './page.ts';
import { queryOf } from './query.ts';
import { createRouter } from './router.ts';

export interface BrowserLoginOptions {
  readonly ports: Ports;
  readonly page: WebPage;
  readonly cookies: CookieNames;
  readonly secure: boolean;
  /** What sign-ins of one address pass. */
  readonly limit: RouterMiddleware;
}

/** Addresses that nobody but a person opens. */
export const openedByPeople: readonly string[] = ['/auth/login', '/auth/callback'];

/** The addresses a person opens: the page itself, the way to Feishu, and the way back. */
export function createBrowserLogin({ ports, page, cookies, secure, limit }: BrowserLoginOptions): Router {
  const router = createRouter();
  const cookiesOf = (ctx: RouterContext) => browserCookies(ctx, cookies, secure);
  const signedInAs = (browser: BrowserCookies) => {
    const value = browser.sessionToken;
    return findSession(ports, value === undefined ? undefined : { kind: 'cookie', value });
  };

  router.get(['/', '/login'], async (ctx) => {
    const browser = cookiesOf(ctx);
    const { return_to: returnTo, error } = queryOf(ctx);
    const signedIn = await signedInAs(browser);
    const endedOnPurpose = signedIn === undefined && (await wasEndedOnPurpose(ports, browser.sessionToken));
    if (endedOnPurpose) browser.signOut();
    const refused = error === 'access_denied' && signedIn === undefined;
    const failure = refused
      ? { code: 'access_denied' as const, platform_code: null, request_id: ctx.state.requestId }
      : undefined;
    sendPage(ctx, ports, page, { signedIn, signedOut: endedOnPurpose || browser.signedOut, returnTo, failure });
  });

  router.get('/auth/login', limit, async (ctx) => {
    const { return_to: returnTo, scope } = queryOf(ctx);
    const { attempt, location } = await startBrowserLogin(ports, {
      returnTo,
      scopes: scopesToAsk(
        ports,
        scope?.split(' ').filter((word) => word !== ''),
      ),
    });
    cookiesOf(ctx).openAttempt(attempt, ports.policy.loginAttempt / 1000);
    ctx.redirect(location.href);
  });

  router.get('/auth/callback', limit, async (ctx) => {
    const { code, state, error } = queryOf(ctx);
    if (state === undefined || state === '' || state.length > 128)
      throw new AuthError('state_invalid', 'This address belongs to no sign-in. Start again.');
    const browser = cookiesOf(ctx);
    const attempt = browser.attempt(state);
    const finished = await finishedReturn(ports, {
      state,
      attempt,
      sessionId: (await signedInAs(browser))?.session.id,
    });
    if (finished !== undefined) return seeOther(ctx, finished);
    if (error !== undefined) {
      await refuseFromBrowser(ports, state, attempt);
      browser.closeAttempt(state);
      if (error === 'access_denied')
        return seeOther(ctx, new URL('/login?error=access_denied', ports.app.publicUrl).href);
      // Refusing is the one error the platform documents (获取授权码); its text is nobody's to show.
      throw new AuthError('invalid_request', 'Feishu ended this sign-in with an error. Start again.');
    }
    const issued = await loginFromBrowser(ports, { code: usableCode(code), state }, attempt, {
      device: ctx.get('user-agent').slice(0, 200) || null,
      currentToken: browser.sessionToken,
    });
    browser.closeAttempt(state);
    browser.signIn(issued.cookie, issued.maxAge);
    return seeOther(ctx, issued.returnTo);
  });

  return router;
}

/** Codes hold no space, so one is a plus sign that came unescaped: some samples of the documentation hold those. */
function usableCode(code = ''): string {
  const whole = code.replaceAll(' ', '+');
  if (/^[\x21-\x7e]{1,2048}$/.test(whole)) return whole;
  throw new AuthError('invalid_request', 'Feishu’s answer carries no usable code. Start again.');
}

function seeOther(ctx: RouterContext, location: string): void {
  ctx.status = 303;
  ctx.set('Location', location);
  ctx.body = '';
}
