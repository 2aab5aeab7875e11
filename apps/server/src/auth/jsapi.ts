import { createHash, randomBytes } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import type { Ports } from './ports/ports.ts';

export interface JsapiConfig {
  readonly app_id: string;
  /** Milliseconds. */
  readonly timestamp: number;
  readonly nonce_str: string;
  readonly signature: string;
}

/**
 * What a page of ours passes to `h5sdk.config` (步骤二（可选）：鉴权调用 JSAPI). The signature covers the page's address
 * without its hash and holds ten minutes, once.
 * @throws AuthError `forbidden_origin` for any page that is not ours
 */
export async function jsapiConfig(ports: Ports, pageUrl: string): Promise<JsapiConfig> {
  const url = pageUrl.split('#', 1)[0] ?? '';
  if (!URL.canParse(url) || !isOwnPage(new URL(url), ports.app.publicUrl)) {
    throw new AuthError(
      'forbidden_origin',
      `Only pages of ${ports.app.publicUrl.origin} are signed. Pass the address of such a page.`,
    );
  }
  const ticket = await ports.feishu.jsapiTicket();
  const nonce = randomBytes(16).toString('hex');
  const timestamp = ports.clock.now();
  return {
    app_id: ports.app.appId,
    timestamp,
    nonce_str: nonce,
    signature: jsapiSignature({ ticket, nonce, timestamp, url }),
  };
}

/** Lower-case hex SHA-1; the values go in raw, in this order (快速开发网页应用（Python）). */
export function jsapiSignature({
  ticket,
  nonce,
  timestamp,
  url,
}: {
  ticket: string;
  nonce: string;
  timestamp: number;
  url: string;
}): string {
  const text = `jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`;
  return createHash('sha1').update(text).digest('hex');
}

function isOwnPage(page: URL, publicUrl: URL): boolean {
  return (
    page.origin === publicUrl.origin && page.username === '' && page.password === '' && /^https?:$/.test(page.protocol)
  );
}
