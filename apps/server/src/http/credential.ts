import type { IncomingMessage } from 'node:http';
import { AuthError } from '@feishu-login/auth-types';
import { type Credential, unauthorized } from '../auth/session.ts';
import { readCookie } from './cookies.ts';

/**
 * The one credential a request shows: a bearer token or the session cookie. `Authorization` of any other scheme is meant
 * for whoever guards the way here (RFC 9110 section 11.6.2), such as a proxy that asks for a password first.
 * @throws AuthError `invalid_request` for two credentials, `unauthorized` for a malformed bearer token
 */
export function credentialOf(request: IncomingMessage, cookieName: string): Credential | undefined {
  const cookie = readCookie(request, cookieName);
  const { authorization } = request.headers;
  // Node keeps the first of several; a proxy in front may have judged by another.
  const times = request.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'authorization').length;
  if (times > 1) throw unauthorized();
  if (authorization === undefined || !/^Bearer(?![^ ])/i.test(authorization)) {
    return cookie === undefined ? undefined : { kind: 'cookie', value: cookie };
  }
  const bearer = /^Bearer ([A-Za-z0-9._~+/=-]{1,256})$/i.exec(authorization)?.[1];
  if (bearer === undefined) throw unauthorized();
  if (cookie !== undefined) {
    throw new AuthError('invalid_request', 'Send either the session cookie or a bearer token, not both.');
  }
  return { kind: 'bearer', value: bearer };
}
