/** The samples of 获取 user_access_token begin like this: a JWT header with ES256. Nobody may verify or read it. */
const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: '0', typ: 'JWT' })).toString('base64url');

/** Fills a token up to the documented one to two kilobytes; constant, so that it costs nothing to make. */
const filling = Buffer.from('opaque. '.repeat(90)).toString('base64url');

/**
 * @param id of this token alone
 * @param signature as long as one of ES256: 86 characters
 */
export function jwtLike(kind: 'access' | 'refresh', now: number, id: string, signature: string): string {
  const claims = { jti: id, iat: Math.floor(now / 1000), kind, rsv: filling };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
}
