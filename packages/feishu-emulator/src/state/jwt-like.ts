/**
 * The samples of 获取 user_access_token begin like this: a JWT header with ES256. Nobody may verify or read it. What fills a
 * token up to the documented one to two kilobytes stands in the header, which is the same in all: it costs nothing to make.
 */
const header = encoded({ alg: 'ES256', kid: '0', typ: 'JWT', rsv: encoded('opaque. '.repeat(90)) });

/**
 * @param id of this token alone
 * @param signature as long as one of ES256: 86 characters
 */
export function jwtLike(kind: 'access' | 'refresh', now: number, id: string, signature: string): string {
  return `${header}.${encoded({ jti: id, iat: Math.floor(now / 1000), kind })}.${signature}`;
}

function encoded(claims: object | string): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64url');
}
