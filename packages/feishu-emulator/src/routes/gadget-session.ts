import { gadgetSessionEndpoint, gadgetSessionErrors, userInfoScopes } from '@feishu-login/feishu-types';
import { tokenWhy } from '../access/bearer.ts';
import { standingProblem, standingWhy } from '../access/standing.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';
import type { App, Code } from '../state/records.ts';
import { derivedHex, randomHex } from '../state/secrets.ts';

/** 获取 user_access_token（小程序）: turns a tt.login code into a session. Failures are HTTP 200. */
export const gadgetSession: Endpoint = {
  ...gadgetSessionEndpoint,
  dialect: 'envelope',
  errors: gadgetSessionErrors,
  accepts: 'json',
  handle: openSession,
};

function openSession(call: Call, platform: Platform): object {
  const appToken = call.bearer === undefined ? undefined : platform.appTokens.find(call.bearer);
  const app = platform.apps.find(appToken?.app_id);
  if (!app || platform.appTokens.problem(appToken, 'app')) {
    throw refuse(gadgetSessionErrors, 10202, tokenWhy.unknownApp);
  }
  const code = sentCode(call, platform, app);
  const user = platform.users.find(code.user);
  const standing = standingProblem(platform, app, user);
  if (!user || standing) {
    throw refuse(gadgetSessionErrors, 10228, standingWhy[standing ?? 'missing']);
  }

  platform.codes.spend(code);
  const issued = platform.userTokens.issue({
    generation: 'v1',
    app_id: app.app_id,
    user: user.open_id,
    scopes: [...platform.settings.values.default_scopes],
    granted: [...platform.settings.values.default_scopes],
    withRefresh: true,
    authorized_at: platform.clock.now(),
  });
  const seesUserId = userInfoScopes.user_id.some((scope) => app.scopes.includes(scope));
  return {
    code: 0,
    msg: 'success',
    data: {
      open_id: platform.users.openIdFor(user, app),
      ...(seesUserId && { employee_id: user.user_id }),
      session_key: randomHex(16),
      tenant_key: user.tenant_key,
      access_token: issued.access,
      expires_in: Math.floor(issued.accessRecord.expires_at / 1000),
      refresh_token: issued.refresh,
      // Undocumented, and not the platform's union id.
      union_id: `ou_${derivedHex('legacy', app.app_id, user.open_id)}`,
    },
  };
}

/** The record of the code that was sent, which is this app's, fresh and of the right kind; or the refusal. */
function sentCode(call: Call, platform: Platform, app: App): Code {
  const value = call.body.fields.code;
  const code = typeof value === 'string' ? platform.codes.find(value) : undefined;
  const problem = platform.codes.problem(code, app.app_id);
  if (!code || problem === 'unknown') {
    throw refuse(gadgetSessionErrors, 10226, {
      en: 'No such code was handed out here. Send {"code"} with what tt.login gave, byte for byte.',
      zh: '未发放过该 code。请以 {"code"} 原样发送 tt.login 返回的值。',
    });
  }
  if (problem) {
    throw refuse(gadgetSessionErrors, 10213, {
      en:
        problem === 'other_app'
          ? 'The code was handed out to another app than the app access token belongs to.'
          : 'The code was used or is older than three minutes. Call tt.login again and send the code at once.',
      zh:
        problem === 'other_app'
          ? 'code 所属应用与 app_access_token 不一致。'
          : 'code 已被使用或超过 3 分钟。请重新调用 tt.login 并立即发送。',
    });
  }
  if (code.via !== 'login' && platform.settings.values.request_access_code_at_gadget_session === 'reject') {
    throw refuse(gadgetSessionErrors, 10226, {
      en: `The code comes from ${code.via}; this endpoint takes codes of tt.login. Exchange it at authen/v2/oauth/token.`,
      zh: `该 code 来自 ${code.via}；此接口只接受 tt.login 的 code。请在 authen/v2/oauth/token 兑换。`,
    });
  }
  return code;
}
