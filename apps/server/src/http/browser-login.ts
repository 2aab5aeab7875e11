import { AuthError } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import type { RouterContext, RouterMiddleware } from '@koa/router';
import { finishedAttempt, type Landing } from '../auth/finished-attempt.ts';
import { takeHandOff } from '../auth/hand-off.ts';
import { loginFromBrowser, refuseFromBrowser, startBrowserLogin } from '../auth/login.ts';
import type { Ports } from '../auth/ports/ports.ts';
import type { SignedIn } from '../auth/ports/records.ts';
import { allowedReturn } from '../auth/return-to.ts';
import { scopesToAsk } from '../auth/scopes.ts';
import { findSession, wasEndedOnPurpose } from '../auth/session.ts';
import { type BrowserCookies, browserCookies, type CookieNames } from './cookies.ts';
import { sendPage, sendWaiting, type WebPage } from './page.ts';
import { placeInLine } from './place-in-line.ts';
import { queryOf } from './query.ts';
import { createRouter } from './router.ts';
import type { UseCaseObserver } from './use-cases.ts';

export interface BrowserLoginOptions {
  readonly ports: Ports;
  readonly page: WebPage;
  readonly cookies: CookieNames;
  readonly secure: boolean;
  /** What sign-ins of one address pass. */
  readonly limit: RouterMiddleware;
  readonly observer: UseCaseObserver;
}

/** Addresses that nobody but a person opens. */
export const openedByPeople: readonly string[] = ['/auth/login', '/auth/callback', '/auth/handoff'];

/** The addresses a person opens: the page itself, the way to Feishu, the way back, and the way from a mini program. */
export function createBrowserLogin({ ports, page, cookies, secure, limit, observer }: BrowserLoginOptions): Router {
  const router = createRouter();
  const cookiesOf = (ctx: RouterContext) => browserCookies(ctx, cookies, secure);

  router.get(['/', '/login'], async (ctx) => {
    const browser = cookiesOf(ctx);
    const { return_to: returnTo, error } = queryOf(ctx);
    const signedIn = await signedInAs(ports, browser);
    const endedOnPurpose = signedIn === undefined && (await wasEndedOnPurpose(ports, browser.sessionToken()));
    if (endedOnPurpose) browser.signOut();
    const target = allowedReturn(ports.app, returnTo);
    const denied = error === 'access_denied';
    if (ctx.path === '/login' && signedIn !== undefined && !denied && target !== new URL('/', ports.app.publicUrl).href)
      return seeOther(ctx, target);
    const refused = denied && signedIn === undefined;
    const failure = refused
      ? { code: 'access_denied' as const, platform_code: null, request_id: ctx.state.requestId }
      : undefined;
    sendPage(ctx, ports, page, { signedIn, signedOut: endedOnPurpose || browser.signedOut(), returnTo, failure });
  });

  // Asking again for one's turn is no attempt: people of one office do so every few seconds.
  const limitNew: RouterMiddleware = (ctx, next) =>
    ports.line.knows(cookiesOf(ctx).place()) ? next() : limit(ctx, next);

  router.get('/auth/login', limitNew, async (ctx) => {
    const place = placeInLine(ports, cookiesOf(ctx));
    if (place !== undefined) return sendWaiting(ctx, page, place);
    const { return_to: returnTo, scope } = queryOf(ctx);
    const { attempt, location } = await startBrowserLogin(ports, {
      returnTo,
      scopes: scopesToAsk(
        ports,
        scope?.split(' ').filter((word) => word !== ''),
      ),
    });
    cookiesOf(ctx).openAttempt(attempt, ports.policy.loginAttempt / 1000);
    return ctx.redirect(location.href);
  });

  router.get('/auth/callback', limit, async (ctx) => {
    const browser = cookiesOf(ctx);
    const query = callbackQuery(ctx);
    const landing = await observer.useCase('sign in from a browser', () => land(ports, query, browser, deviceOf(ctx)));
    if (landing.cookie !== undefined) {
      browser.closeAttempt(query.state);
      browser.signIn(landing.cookie, landing.maxAge);
    }
    return seeOther(ctx, landing.returnTo);
  });

  router.get('/auth/handoff', limit, async (ctx) => {
    const handedOff = () => landHandedOff(ctx, { ports, secure, browser: cookiesOf(ctx) });
    return seeOther(ctx, await observer.useCase('take a hand-off', handedOff));
  });

  return router;
}

/** @returns where the page goes that a mini program opened */
async function landHandedOff(
  ctx: RouterContext,
  { ports, secure, browser }: { ports: Ports; secure: boolean; browser: BrowserCookies },
): Promise<string> {
  const handedOff = await takeHandOff(ports, queryOf(ctx).code ?? '', {
    holder: await signedInAs(ports, browser),
    sentHere: wasSentHere(ctx, secure),
    device: deviceOf(ctx),
  });
  if (handedOff.to === 'front page') return new URL('/login', ports.app.publicUrl).href;
  if (handedOff.to === 'sign-in') {
    const again = new URL('/auth/login', ports.app.publicUrl);
    again.searchParams.set('return_to', handedOff.returnTo);
    return again.href;
  }
  if (handedOff.cookie !== undefined) browser.signIn(handedOff.cookie.value, handedOff.cookie.maxAge);
  return handedOff.returnTo;
}

/** What a browser says of an address that another site's page linked or led to; a client that opens one says `none`. */
function wasSentHere(ctx: RouterContext, secure: boolean): boolean {
  const site = ctx.get('sec-fetch-site');
  // On a developer's machine the simulator, on another port, is of the same site.
  return site === 'cross-site' || (site === 'same-site' && secure);
}

function deviceOf(ctx: RouterContext): string | null {
  return ctx.get('user-agent').slice(0, 200) || null;
}

function signedInAs(ports: Ports, browser: BrowserCookies): Promise<SignedIn | undefined> {
  const value = browser.sessionToken();
  return findSession(ports, value === undefined ? undefined : { kind: 'cookie', value });
}

/** Ends the sign-in that Feishu sent back, or finds how it ended when its address was opened before. */
async function land(
  ports: Ports,
  { code, state, error }: CallbackQuery,
  browser: BrowserCookies,
  device: string | null,
): Promise<Landing> {
  const attempt = browser.attempt(state);
  const sessionId = (await signedInAs(ports, browser))?.session.id;
  const usedBefore = () => finishedAttempt(ports, { state, code, attempt, sessionId });
  const finish = async (): Promise<Landing> => {
    if (error !== undefined) {
      const returnTo = await refuseFromBrowser(ports, state, attempt);
      browser.closeAttempt(state);
      return refusal(ports, error, returnTo);
    }
    return loginFromBrowser(ports, { code: usable(code), state }, attempt, {
      device,
      currentToken: browser.sessionToken(),
    });
  };
  const finished = await usedBefore();
  if (finished !== undefined) return finished;
  return finish().catch(async (failure: unknown) => {
    // The same address, opened in the same moment, was a step ahead.
    const other = isStateInvalid(failure) ? await usedBefore() : undefined;
    if (other === undefined) throw failure;
    return other;
  });
}

interface CallbackQuery {
  readonly code: string | undefined;
  readonly state: string;
  readonly error: string | undefined;
}

/** What Feishu sends back. Codes hold no space, so one is a plus sign that came unescaped: some samples of the documentation hold those. */
function callbackQuery(ctx: RouterContext): CallbackQuery {
  const { code, state, error } = queryOf(ctx);
  if (state === undefined || state === '' || state.length > 128)
    throw new AuthError('state_invalid', 'This address belongs to no sign-in. Start again.');
  return { code: code?.replaceAll(' ', '+'), state, error };
}

function usable(code = ''): string {
  if (/^[\x21-\x7e]{1,2048}$/.test(code)) return code;
  throw new AuthError('invalid_request', 'Feishu’s answer carries no usable code. Start again.');
}

/** Where a browser goes that Feishu sent back without a code. */
function refusal({ app: { publicUrl } }: Ports, error: string, returnTo: string): Landing {
  // Refusing is the one error the platform documents (获取授权码); the text of any other is nobody's to show.
  if (error !== 'access_denied')
    throw new AuthError('invalid_request', 'Feishu ended this sign-in with an error. Start again.');
  const signIn = new URL('/login?error=access_denied', publicUrl);
  if (returnTo !== new URL('/', publicUrl).href) signIn.searchParams.set('return_to', returnTo);
  return { returnTo: signIn.href, cookie: undefined };
}

function isStateInvalid(failure: unknown): boolean {
  return failure instanceof AuthError && failure.code === 'state_invalid';
}

function seeOther(ctx: RouterContext, location: string): void {
  ctx.status = 303;
  ctx.set('Location', location);
  ctx.body = '';
}
