import { passportErrors, passportUserinfoEndpoint } from '@feishu-login/feishu-types';
import { tokenWhy } from '../access/bearer.ts';
import { historicWhy } from '../access/historic-why.ts';
import { profileOf } from '../access/profile.ts';
import { standingProblem, standingWhy } from '../access/standing.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';

/** 获取用户身份信息（历史版本，网页应用登录）: flat, with the names of OpenID Connect beside the platform's. */
export const passportUserinfo: Endpoint = {
  ...passportUserinfoEndpoint,
  dialect: 'passport',
  errors: passportErrors,
  handle(call, platform) {
    const value = call.bearer ?? (platform.settings.values.strict ? null : call.query.get('access_token'));
    const token = value === null ? undefined : platform.userTokens.findAccess(value);
    const app = platform.apps.find(token?.app_id);
    const problem = platform.userTokens.accessProblem(token);
    if (!token || !app || problem) {
      throw refuse(
        passportErrors,
        'invalid_token',
        problem === 'expired' ? tokenWhy.expiredUser : tokenWhy.unknownUser,
      );
    }
    if (!app.enabled) throw refuse(passportErrors, 'access_denied', historicWhy.appDisabled);
    const user = platform.users.find(token.user);
    const standing = standingProblem(platform, app, user);
    if (!user || standing) throw refuse(passportErrors, 'access_denied', standingWhy[standing ?? 'missing']);
    const { enterprise_email: _, avatar_url = '', ...profile } = profileOf(platform, app, user, token.scopes);
    return { sub: profile.open_id, name: profile.name, picture: avatar_url, ...profile, avatar_url };
  },
};
