import type { Platform } from '../state/platform.ts';
import type { User } from '../state/records.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { refused } from './refusal.ts';

/** Who scanned; the request must be the one the QR code was made for. */
export function claimTmpCode(request: AuthorizeRequest, platform: Platform): { user: User; how: 'scan' } {
  const scan = platform.scans.claim(request.tmpCode ?? '');
  const user = platform.users.find(scan?.user ?? '');
  if (user && scan?.app_id === request.app.app_id && scan.redirect_uri === request.redirectUri) {
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
