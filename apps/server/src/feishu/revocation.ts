import { type OauthRevokeRequest, oauthRevokeEndpoint } from '@feishu-login/feishu-types';
import type { Feishu } from '../auth/ports/feishu.ts';
import { refusalError } from './outcome.ts';
import { EndpointAbsent, type Platform } from './platform.ts';
import { readRefreshToken } from './refresh-token.ts';
import type { FeishuSettings } from './settings.ts';

/** Milliseconds: less than the outbox gives an attempt. */
const deadline = 3_000;

/** The platform forgets a token that is kept no more, where it has a call for that. */
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
      try {
        const outcome = await platform.call(request, AbortSignal.timeout(deadline));
        if (outcome.refused) throw refusalError(outcome);
        return true;
      } catch (error) {
        if (error instanceof EndpointAbsent) return false;
        throw error;
      }
    },
  };
}
