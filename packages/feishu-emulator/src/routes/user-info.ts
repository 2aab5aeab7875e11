import { userInfoEndpoint, userInfoErrors } from '@feishu-login/feishu-types';
import { checkApp, tokenWhy } from '../access/bearer.ts';
import { profileOf } from '../access/profile.ts';
import { standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse, refuseAtGateway } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';

/** 获取用户信息. Its failures are HTTP 200. */
export const userInfo: Endpoint = {
  ...userInfoEndpoint,
  dialect: 'envelope',
  errors: userInfoErrors,
  handle: readProfile,
};

const statusCodes = { resigned: 20021, frozen: 20022, unregistered: 20023 } as const;

function readProfile(call: Call, platform: Platform): object {
  const { missing_token_at_user_info, unknown_token_at_user_info, expired_token_at_user_info } =
    platform.settings.values;
  if (call.bearer === undefined) {
    throw missing_token_at_user_info === 20001
      ? refuse(userInfoErrors, 20001, tokenWhy.absent)
      : refuseAtGateway(platform.settings, missing_token_at_user_info, tokenWhy.absent);
  }
  const token = platform.userTokens.findAccess(call.bearer);
  const problem = platform.userTokens.accessProblem(token);
  if (problem === 'expired') {
    throw expired_token_at_user_info === 20005
      ? refuse(userInfoErrors, 20005, tokenWhy.expiredUser)
      : refuseAtGateway(platform.settings, expired_token_at_user_info, tokenWhy.expiredUser);
  }
  const app = platform.apps.find(token?.app_id);
  if (!token || problem || !app) {
    throw unknown_token_at_user_info === 20005
      ? refuse(userInfoErrors, 20005, tokenWhy.unknownUser)
      : refuseAtGateway(platform.settings, unknown_token_at_user_info, tokenWhy.unknownUser);
  }
  checkApp(call, platform, app);
  const user = platform.users.find(token.user);
  if (!user) throw refuse(userInfoErrors, 20008, standingWhy.missing);
  if (user.status !== 'active') throw refuse(userInfoErrors, statusCodes[user.status], standingWhy[user.status]);
  return { code: 0, msg: 'success', data: profileOf(platform, app, user, token.scopes) };
}
