import { sessionQueryEndpoint, sessionQueryErrors, sessionQueryScope } from '@feishu-login/feishu-types';
import { requireSelfBuilt, requireTenantToken } from '../access/bearer.ts';
import { requireScope } from '../access/permissions.ts';
import { findByIdType, readUserIdType } from '../access/user-ids.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';

/** 批量获取脱敏的用户登录信息: at most 100 users at a time. */
export const sessionQuery: Endpoint = {
  ...sessionQueryEndpoint,
  dialect: 'envelope',
  errors: sessionQueryErrors,
  accepts: 'json',
  handle(call, platform) {
    const { app, tenant_key } = requireTenantToken(call, platform);
    requireSelfBuilt(platform, app);
    requireScope(platform, { scopes: [sessionQueryScope], app });
    const type = readUserIdType(call.query);
    const ids = call.body.fields.user_ids;
    if (!type || !Array.isArray(ids) || ids.length > 100) {
      throw refuse(sessionQueryErrors, 1080001, {
        en: 'user_ids must be a list of at most 100 ids of the given user_id_type.',
        zh: 'user_ids 必须为不超过 100 个、与 user_id_type 一致的 ID 列表。',
      });
    }
    const mask_sessions = ids.flatMap((id) => {
      const user = findByIdType(platform, app, type, String(id));
      if (!user || user === 'cross_app' || user.tenant_key !== tenant_key) return [];
      return platform.signIns.of(user.open_id).map((one) => ({
        create_time: String(Math.floor(one.created_at / 1000)),
        terminal_type: one.terminal_type,
        user_id: String(id),
        sid: one.sid,
      }));
    });
    return { code: 0, msg: 'success', data: { mask_sessions } };
  },
};
