import type { Platform } from '../state/platform.ts';
import type { User } from '../state/records.ts';
import { randomText } from '../state/secrets.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { refused } from './refusal.ts';

/** A scan that was confirmed on the phone. Format and lifetime are undocumented: 5 minutes, once, for one address. */
interface Scan {
  user: string;
  app_id: string;
  redirectUri: string;
  expires_at: number;
}

const lifetimeMs = 5 * 60_000;
const ceiling = 1000;
const scansOf = new WeakMap<Platform, Map<string, Scan>>();

/** Mints the `tmp_code` that the QR page posts to the page around it. */
export function mintTmpCode(request: AuthorizeRequest, user: User, state: Platform): string {
  const scans = scansOf.get(state) ?? new Map<string, Scan>();
  scansOf.set(state, scans);
  const [oldest] = scans.keys();
  if (oldest !== undefined && scans.size >= ceiling) scans.delete(oldest);
  const value = randomText(32);
  scans.set(value, {
    user: user.open_id,
    app_id: request.app.app_id,
    redirectUri: request.redirectUri,
    expires_at: state.clock.now() + lifetimeMs,
  });
  return value;
}

/** Who scanned; the request must be the one the QR code was made for. */
export function claimTmpCode(request: AuthorizeRequest, state: Platform): { user: User; how: 'scan' } {
  const value = request.tmpCode ?? '';
  const scan = scansOf.get(state)?.get(value);
  scansOf.get(state)?.delete(value);
  const live = scan && scan.expires_at > state.clock.now();
  const user = live ? state.users.find(scan.user) : undefined;
  if (user && scan?.app_id === request.app.app_id && scan.redirectUri === request.redirectUri) {
    return { user, how: 'scan' };
  }
  throw refused(
    20001,
    {
      en: 'tmp_code is unknown, used, older than five minutes, or was made for another goto. Show a new QR code.',
      zh: 'tmp_code 未知、已使用、超过五分钟，或属于另一个 goto。请重新展示二维码。',
      page: '二维码 SDK 接入文档',
    },
    { app_id: request.app.app_id },
  );
}
