import type { IncomingMessage } from 'node:http';

/**
 * Makes a path of a request's target. One in absolute form, as a client sends it to a proxy, names the host, too, and
 * wins over the header (RFC 9112 section 3.2.2). False when it is neither.
 */
export function readTarget(request: IncomingMessage): boolean {
  const { url = '' } = request;
  if (url.startsWith('/')) return true;
  const [, rest] = /^https?:\/\/[^/?#]*(.*)$/is.exec(url) ?? [];
  if (rest === undefined || !URL.canParse(url)) return false;
  request.headers.host = new URL(url).host;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
  return true;
}
