import { oauthRevokeEndpoint, oauthRevokeErrors } from '@feishu-login/feishu-types';
import { requireClient } from '../access/oauth-client.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { readFields } from './user-token-fields.ts';

/** Revocation (RFC 7009): either token ends the authorization it came from; what the user granted stays granted. */
export const oauthRevoke: Endpoint = {
  ...oauthRevokeEndpoint,
  dialect: 'oauth',
  errors: oauthRevokeErrors,
  accepts: 'form',
  handle(call, platform) {
    const fields = readFields(call);
    const app = requireClient(call, platform, fields, { basic: true, needs: ['token'] });
    const value = fields('token') ?? '';
    const token = platform.userTokens.findRefresh(value) ?? platform.userTokens.findAccess(value);
    // RFC 7009 section 2.2: an unknown token is no error.
    if (token?.app_id === app.app_id) platform.userTokens.revokeFamily(token.family);
    return { code: 0 };
  },
};
