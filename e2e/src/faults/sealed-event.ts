import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Someone's departure or new name, as the platform tells it (接收事件, 通讯录事件). */
export interface Told {
  readonly id: string;
  readonly openId: string;
  /** The new name; somebody who left has none. */
  readonly name?: string;
  readonly at: number;
}

interface App {
  readonly id: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey: string;
}

/** Headers and body of what the platform sends, signed and sealed. */
interface Sealed {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Asks whether the address is the server's (请求网址校验): it answers with the challenge. */
export function sealedChallenge(app: App, challenge: string): Sealed {
  return seal(app, { challenge, token: app.verificationToken, type: 'url_verification' });
}

/** Tells it. */
export function sealedEvent(app: App, { id, openId, name, at }: Told): Sealed {
  const header = {
    ...{
      event_id: id,
      token: app.verificationToken,
      create_time: String(at),
      app_id: app.id,
      tenant_key: app.tenantKey,
    },
    event_type: name === undefined ? 'contact.user.deleted_v3' : 'contact.user.updated_v3',
  };
  const event = { object: { open_id: openId, ...(name !== undefined && { name }) }, old_object: { open_id: openId } };
  return seal(app, { schema: '2.0', header, event });
}

function seal(app: App, content: object): Sealed {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(app.encryptKey).digest(), iv);
  const sealed = [iv, cipher.update(JSON.stringify(content)), cipher.final()];
  const body = JSON.stringify({ encrypt: Buffer.concat(sealed).toString('base64') });
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(8).toString('hex')];
  const signature = createHash('sha256').update(`${timestamp}${nonce}${app.encryptKey}${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
  };
}
