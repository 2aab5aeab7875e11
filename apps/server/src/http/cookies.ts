import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import type Koa from 'koa';
import type { OpenAttempt } from '../auth/login-attempt.ts';
import { sha256 } from '../auth/token.ts';

/**
 * What this server keeps in a browser. `__Host-` (RFC 6265bis section 4.1.3.2) binds a cookie to this very host and
 * to https; on plain-http localhost, for development, the names have no prefix.
 */
export interface CookieNames {
  readonly session: string;
  /** Set after a sign-out: the page then waits for a tap. */
  readonly signedOut: string;
  readonly attemptPrefix: string;
  /** The ticket of a place in the line of those who wait for Feishu. */
  readonly place: string;
}

export function cookieNames(secure: boolean): CookieNames {
  const prefix = secure ? '__Host-' : '';
  return { session: `${prefix}fls`, signedOut: `${prefix}flo`, attemptPrefix: `${prefix}flt-`, place: `${prefix}flq` };
}

const maxAttempts = 5;
const placeAge = 2 * 3600;
const signedOutAge = 30 * 24 * 3600;

/**
 * A cookie by its exact name.
 * @throws AuthError `invalid_request` if the browser sends two different values: one of them was planted
 */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
  const values = new Set(
    cookiesOf(request)
      .filter(([key]) => key === name)
      .map(([, value]) => value),
  );
  if (values.size > 1)
    throw new AuthError('invalid_request', 'The same cookie came with two values. Clear this site’s cookies.');
  return values.values().next().value;
}

function cookiesOf({ headers }: IncomingMessage): [name: string, value: string][] {
  return (headers.cookie ?? '').split(';').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
}

/** Whether the request carries what a browser would send by itself. Other people's cookies, a balancer's say, do not count. */
export function hasOwnCookie(request: IncomingMessage, names: CookieNames): boolean {
  return cookiesOf(request).some(([name]) => name === names.session || name.startsWith(names.attemptPrefix));
}

/** The cookies of one request's browser. */
export interface BrowserCookies {
  sessionToken(): string | undefined;
  signedOut(): boolean;
  attempt(state: string): OpenAttempt | undefined;
  openAttempt(attempt: OpenAttempt, maxAge: number): void;
  closeAttempt(state: string): void;
  /** The ticket of a place in line. */
  place(): string | undefined;
  keepPlace(ticket: string): void;
  leavePlace(): void;
  signIn(token: string, maxAge: number): void;
  signOut(): void;
}

export function browserCookies(ctx: Koa.Context, names: CookieNames, secure: boolean): BrowserCookies {
  const set = (name: string, value: string, maxAge: number) =>
    ctx.append(
      'Set-Cookie',
      [
        `${name}=${value}`,
        'Path=/',
        `Max-Age=${maxAge}`,
        'HttpOnly',
        'SameSite=Lax',
        ...(secure ? ['Secure'] : []),
      ].join('; '),
    );
  const attemptName = (state: string) => `${names.attemptPrefix}${sha256(state).slice(0, 8)}`;
  const isAttempt = (name: string) =>
    name.startsWith(names.attemptPrefix) && /^[0-9a-f]{8}$/.test(name.slice(names.attemptPrefix.length));
  return {
    sessionToken: () => readCookie(ctx.req, names.session),
    signedOut: () => readCookie(ctx.req, names.signedOut) !== undefined,
    attempt: (state) => {
      const token = readCookie(ctx.req, attemptName(state));
      return token === undefined ? undefined : { state, token };
    },
    openAttempt: ({ state, token }, maxAge) => {
      // Browsers send cookies oldest first (RFC 6265 section 5.4): the first ones make room. However many came, the
      // answer stays one that fits into a proxy's buffer; the rest goes with the next attempts.
      const sent = new Set(cookiesOf(ctx.req).map(([name]) => name));
      const open = [...sent].filter((name) => isAttempt(name));
      const tooMany = Math.min(maxAttempts - 1, Math.max(0, open.length - maxAttempts + 1));
      for (const name of open.slice(0, tooMany)) set(name, '', 0);
      set(attemptName(state), token, maxAge);
    },
    closeAttempt: (state) => {
      if (readCookie(ctx.req, attemptName(state)) !== undefined) set(attemptName(state), '', 0);
    },
    place: () => readCookie(ctx.req, names.place),
    keepPlace: (ticket) => set(names.place, ticket, placeAge),
    leavePlace: () => {
      if (readCookie(ctx.req, names.place) !== undefined) set(names.place, '', 0);
    },
    signIn: (token, maxAge) => {
      set(names.session, token, Math.floor(maxAge));
      if (readCookie(ctx.req, names.signedOut) !== undefined) set(names.signedOut, '', 0);
    },
    signOut: () => {
      set(names.session, '', 0);
      set(names.signedOut, '1', signedOutAge);
    },
  };
}
