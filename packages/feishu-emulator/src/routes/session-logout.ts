import { sessionLogoutEndpoint, sessionLogoutErrors, sessionLogoutScope } from '@feishu-login/feishu-types';
import { requireSelfBuilt, requireTenantToken } from '../access/bearer.ts';
import { textField } from '../access/historic-tokens.ts';
import { requireScope } from '../access/permissions.ts';
import { findByIdType, readUserIdType } from '../access/user-ids.ts';
import type { Call } from '../exchange/call.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { type Refusal, refuse } from '../exchange/failure.ts';
import type { Platform } from '../state/platform.ts';

/** 退出登录: ends Feishu's own login sessions. Self-built apps only. */
export const sessionLogout: Endpoint = {
  ...sessionLogoutEndpoint,
  dialect: 'envelope',
  errors: sessionLogoutErrors,
  accepts: 'json',
  handle: logOut,
};

const reasons = [34, 35, 36];

function logOut(call: Call, platform: Platform): object {
  const { app, tenant_key } = requireTenantToken(call, platform);
  requireSelfBuilt(platform, app);
  requireScope(platform, { scopes: [sessionLogoutScope], app });
  const { logout_type, logout_reason, terminal_type } = call.body.fields;
  if (logout_reason !== undefined && !reasons.includes(Number(logout_reason))) {
    throw refuse(sessionLogoutErrors, 1084002, {
      en: 'logout_reason is 34 (password changed), 35 (session invalid) or 36 (password expired).',
      zh: 'logout_reason 为 34（密码变更）、35（会话失效）或 36（密码过期）。',
    });
  }
  const done = { code: 0, msg: 'success', data: {} };
  if (logout_type === 3) {
    const sid = textField(call, 'sid');
    const session = sid === undefined ? undefined : platform.signIns.find(sid);
    if (!session || platform.users.find(session.user)?.tenant_key !== tenant_key) {
      throw refuse(sessionLogoutErrors, 1084001, {
        en: 'sid names no session of this tenant; sessions/query lists them.',
        zh: 'sid 不对应本租户的任何会话；可通过 sessions/query 查询。',
      });
    }
    platform.signIns.end(session.sid);
    return done;
  }
  // The credential of an identity provider is known to nobody here: there is nothing to end.
  if (logout_type === 2 && textField(call, 'idp_credential_id') !== undefined) return done;
  const type = readUserIdType(call.query);
  const id = textField(call, 'user_id');
  if (logout_type !== 1 || id === undefined || !type) throw badParameter();
  const user = findByIdType(platform, app, type, id);
  if (!user || user === 'cross_app' || user.tenant_key !== tenant_key) throw badParameter();
  platform.signIns.endAll(user.open_id, Array.isArray(terminal_type) ? terminal_type.map(Number) : undefined);
  if (platform.settings.values.logout_effect === 'session_and_tokens') platform.userTokens.revokeUser(user.open_id);
  return done;
}

function badParameter(): Refusal {
  return refuse(sessionLogoutErrors, 1080001, {
    en: 'logout_type 1 needs user_id, 2 needs idp_credential_id, 3 needs sid; user_id must name a user of this tenant in the given user_id_type.',
    zh: 'logout_type 为 1 需要 user_id，2 需要 idp_credential_id，3 需要 sid；user_id 须为本租户用户且与 user_id_type 一致。',
  });
}
