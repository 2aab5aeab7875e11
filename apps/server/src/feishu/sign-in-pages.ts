import { authorizeEndpoint, passportAuthorizeEndpoint } from '@feishu-login/feishu-types';
import type { Feishu } from '../auth/ports/feishu.ts';
import type { FeishuSettings } from './settings.ts';

type SignInPages = Pick<Feishu, 'authorizeUrl' | 'qrUrl'>;

/** The platform's pages that a person opens: 获取授权码, and the older one behind the QR code. */
export function signInPages({ appId, accountsUrl, passportUrl }: FeishuSettings): SignInPages {
  return {
    authorizeUrl: ({ redirectUri, state, codeChallenge, scopes }) => {
      const url = new URL(authorizeEndpoint.path, accountsUrl);
      url.search = new URLSearchParams({
        client_id: appId,
        response_type: 'code',
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      }).toString();
      return url;
    },
    qrUrl: passportUrl && qrUrl(appId, passportUrl),
  };
}

function qrUrl(appId: string, passportUrl: URL): Feishu['qrUrl'] {
  return ({ redirectUri, state }) => {
    const url = new URL(passportAuthorizeEndpoint.path, passportUrl);
    url.search = new URLSearchParams({
      client_id: appId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state,
    }).toString();
    return url;
  };
}
