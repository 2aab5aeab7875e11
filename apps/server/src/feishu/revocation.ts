import { type OauthRevokeRequest, oauthRevokeEndpoint } from '@feishu-login/feishu-types';
import type { Feishu } from '../auth/ports/feishu.ts';
import { refusalError } from './outcome.ts';
import type { Platform } from './platform.ts';
import { readRefreshToken } from './refresh-token.ts';
import type { FeishuSettings } from './settings.ts';

/** Milliseconds. Nobody waits for it. */
const deadline = 3_000;

/** The platform forgets a token that is kept no more. */
export function createRevocation(platform: Platform, settings: FeishuSettings): Pick<Feishu, 'revokeGrant'> {
  const url = new URL(oauthRevokeEndpoint.path, settings.accountsUrl);
  return {
    revokeGrant: async ({ kind, token }) => {
      const form = {
        client_id: settings.appId,
        client_secret: settings.appSecret,
        token: kind === 'refresh_token' ? readRefreshToken(token).token : token,
        token_type_hint: kind,
      } satisfies OauthRevokeRequest;
      const request = { method: 'POST', url, form, mayBeEmpty: true, mayBeAbsent: true } as const;
      const outcome = await platform.call(request, AbortSignal.timeout(deadline));
      if (outcome.refused) throw refusalError(outcome);
    },
  };
}
