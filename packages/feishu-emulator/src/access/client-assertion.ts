import { isObject } from '../exchange/call.ts';
import type { Why } from '../exchange/failure.ts';

/**
 * What is wrong with an assertion in place of the secret (RFC 7523 section 3), or nothing. The emulator knows no keys:
 * everything but the signature is judged.
 */
export function assertionProblem(assertion: string, app_id: string, seconds: number): Why | undefined {
  const [header, claims, signature, ...more] = assertion.split('.');
  const { alg } = decode(header) ?? {};
  const said = decode(claims);
  if (!said || !signature || more.length > 0 || typeof alg !== 'string' || alg === 'none') {
    return { en: 'client_assertion is not a signed JWT.', zh: 'client_assertion 不是签名的 JWT。' };
  }
  if (said.iss !== app_id || said.sub !== app_id) {
    return {
      en: 'iss and sub of client_assertion must both be the App ID that client_id names.',
      zh: 'client_assertion 的 iss 与 sub 必须都是 client_id 所指的 App ID。',
    };
  }
  if (said.aud === undefined || said.aud === '') {
    return {
      en: 'client_assertion names no aud: the token endpoint.',
      zh: 'client_assertion 缺少 aud（令牌接口地址）。',
    };
  }
  if (typeof said.exp === 'number' && said.exp > seconds) return undefined;
  return {
    en: 'client_assertion has expired, or has no exp. Sign a new one for each request.',
    zh: 'client_assertion 已过期或缺少 exp。请为每次请求重新签名。',
  };
}

function decode(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
