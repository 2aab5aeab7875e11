import { randomBytes } from 'node:crypto';

/** The samples of 获取 user_access_token begin like this: a JWT header with ES256. Nobody may verify or read it. */
const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: '0', typ: 'JWT' })).toString('base64url');

/** Fills a token up to the documented one to two kilobytes; constant, so that it costs nothing to make. */
const filling = Buffer.from('opaque. '.repeat(90)).toString('base64url');

export function jwtLike(kind: 'access' | 'refresh', now: number): string {
  const random = randomBytes(104);
  const claims = { jti: random.toString('hex', 0, 24), iat: Math.floor(now / 1000), kind, rsv: filling };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${random.toString('base64url', 24, 88)}`;
}
