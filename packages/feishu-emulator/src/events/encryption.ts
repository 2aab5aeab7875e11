import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** 将事件发送至开发者服务器: AES-256-CBC, the key is SHA-256 of the Encrypt Key, the IV goes first. */
export function encryptEvent(encryptKey: string, plain: string): string {
  const key = createHash('sha256').update(encryptKey).digest();
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** 接收事件: lower-case hex SHA-256 over timestamp, nonce, Encrypt Key and the raw body. */
export function signEvent(timestamp: string, nonce: string, encryptKey: string, body: string): string {
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey + body)
    .digest('hex');
}
