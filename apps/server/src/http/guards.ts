import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import { type CookieNames, hasOwnCookie } from './cookies.ts';

/**
 * The request must be meant for this site. Nothing is ever built from its `Host`, this only keeps others' names away.
 * @throws AuthError `misdirected_host`
 */
export function requireOwnHost(request: IncomingMessage, hosts: ReadonlySet<string>): void {
  const sent = request.rawHeaders.filter((_, i) => i % 2 === 0).filter((name) => name.toLowerCase() === 'host').length;
  const host = request.headers.host?.toLowerCase() ?? '';
  const absoluteTarget = !(request.url ?? '').startsWith('/');
  if (sent === 1 && hosts.has(host) && !absoluteTarget) return;
  throw new AuthError(
    'misdirected_host',
    'This server does not answer for that host. Use the address in PUBLIC_URL; a proxy in front must pass the Host header on as it came.',
    { cause: new Error(`The Host is ${nameIn(request.headers.host)}, and should be ${[...hosts][0]}.`) },
  );
}

/** What operators are told of a wrong host: a name, and nothing that somebody may have put in its place. */
function nameIn(host = ''): string {
  return /^[a-z0-9._-]{1,100}(:\d{1,5})?$/.test(host) ? host : 'no name of a host';
}

/**
 * Whether a person opened this page under another name of this machine, where the sign-in's cookies would be lost on the
 * way. Programs and what pages load are answered under any of the names.
 */
export function isOpenedElsewhere(request: IncomingMessage, { host }: URL): boolean {
  const { headers, method } = request;
  const asked =
    headers['sec-fetch-mode'] === undefined ? /\btext\/html\b/.test(headers.accept ?? '') : navigates(headers);
  return (method === 'GET' || method === 'HEAD') && asked && headers.host?.toLowerCase() !== host;
}

function navigates(headers: IncomingMessage['headers']): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/**
 * Paths are UTF-8 text. What is not would be matched by its bytes here and read in some other way further on.
 * @throws AuthError `invalid_request`
 */
export function requireReadablePath(path: string): void {
  if (isReadable(path)) return;
  throw new AuthError('invalid_request', 'The address holds characters that belong into none.');
}

function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser may change something here only from a page of ours. Browsers say where a request comes from
 * (`Sec-Fetch-Site`, `Origin`); clients that are no browsers say nothing, and are believed unless they send our cookie.
 * Holds for sign-in endpoints and without cookies too, or a stranger's page could sign its visitor in as somebody else.
 * @throws AuthError `forbidden_origin`
 */
export function requireOwnOrigin(request: IncomingMessage, ownOrigin: string, cookies: CookieNames): void {
  if (safeMethods.has(request.method ?? '')) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const fromOwnPage = (site === undefined || site === 'same-origin') && (origin === undefined || origin === ownOrigin);
  const unsaid = site === undefined && origin === undefined;
  if (fromOwnPage && !(unsaid && hasOwnCookie(request, cookies))) return;
  throw new AuthError('forbidden_origin', `Requests that change something must come from a page of ${ownOrigin}.`);
}

/**
 * A sign-in starts and ends when a person opens its address, not when a page loads an image or a browser guesses ahead.
 * In a frame nobody is let sign in unless somebody may show us in one.
 * @throws AuthError `forbidden_origin`
 */
export function requireNavigation({ headers }: IncomingMessage, { framed }: { framed: boolean }): void {
  const destination = headers['sec-fetch-dest'];
  const mode = headers['sec-fetch-mode'];
  const purpose = `${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''} ${headers['x-moz'] ?? ''}`;
  const opened = destination === undefined || destination === 'document' || (framed && destination === 'iframe');
  // Programs may call themselves `cors`; a browser's own `cors` request also names a destination that is no document.
  const navigates = mode !== 'no-cors';
  if (opened && navigates && !/prefetch|prerender|preview/i.test(purpose)) return;
  throw new AuthError('forbidden_origin', 'A sign-in starts and ends by opening its address.');
}
