/*
 * Stands for LarkSSOSDKWebQRCode (二维码 SDK 接入文档): `QRLogin({ id, goto, width, height, style })` puts the platform's
 * QR page into the element with that id. The page posts `{ tmp_code }` after the scan was confirmed; the embedding page
 * checks it with `matchOrigin` and `matchData` and then goes to `${goto}&tmp_code=${tmp_code}`.
 */
import { scriptBase, scriptOrigin } from './script-origin.ts';

interface QRLoginOptions {
  id: string;
  goto: string;
  width?: string;
  height?: string;
  style?: string;
}

const platformOrigin = scriptOrigin();
const base = scriptBase();

function QRLogin({ id, goto, width = '250px', height = '250px', style }: QRLoginOptions) {
  const container = document.getElementById(id);
  if (!container) throw new Error(`QRLogin: no element with the id "${id}"`);
  const frame = document.createElement('iframe');
  frame.src = `${base}/suite/passport/sso/qr?goto=${encodeURIComponent(goto)}`;
  frame.width = width;
  frame.height = height;
  frame.title = '飞书扫码登录 · Feishu QR sign-in';
  frame.style.cssText = style ?? 'border: 0';
  container.replaceChildren(frame);
  return {
    matchOrigin: (origin: unknown): boolean => origin === platformOrigin,
    matchData: (data: unknown): boolean =>
      typeof data === 'object' && data !== null && typeof Reflect.get(data, 'tmp_code') === 'string',
  };
}

Object.assign(window, { QRLogin });
