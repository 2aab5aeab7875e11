import {
  type ApplicationFacts,
  applicationMeEndpoint,
  applicationMeScopes,
  applicationScopesEndpoint,
  applicationStatus,
  applicationVisibilityEndpoint,
  applicationVisibilityScopes,
  gatewayErrors,
} from '@feishu-login/feishu-types';
import { requireTenantToken } from '../access/bearer.ts';
import { requireScope } from '../access/permissions.ts';
import { findByIdType, readUserIdType } from '../access/user-ids.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuseAtGateway } from '../exchange/failure.ts';
import { mayUse } from '../state/apps.ts';
import type { Platform } from '../state/platform.ts';
import type { App } from '../state/records.ts';
import { derivedHex } from '../state/secrets.ts';

const errors = {
  99991663: gatewayErrors[99991663],
  99991672: gatewayErrors[99991672],
  99992402: gatewayErrors[99992402],
};

/** 查询租户授权状态. */
export const applicationScopes: Endpoint = {
  ...applicationScopesEndpoint,
  dialect: 'envelope',
  errors: { 99991663: errors[99991663] },
  handle(call, platform) {
    const { app } = requireTenantToken(call, platform);
    const scopes = app.scopes.map((scope_name) => ({ scope_name, grant_status: 1 }));
    return { code: 0, msg: 'success', data: { scopes } };
  },
};

/** 查询用户或部门是否在应用的可用或禁用名单: visible = (white or paid) and not black. */
export const applicationVisibility: Endpoint = {
  ...applicationVisibilityEndpoint,
  dialect: 'envelope',
  errors,
  accepts: 'json',
  handle(call, platform) {
    const { app } = requireTenantToken(call, platform);
    requireScope(platform, { scopes: applicationVisibilityScopes, app });
    const type = readUserIdType(call.query);
    const ids = call.body.fields.user_ids ?? [];
    if (!type || call.params.app_id !== app.app_id || !Array.isArray(ids) || ids.length > 100) {
      throw refuseAtGateway(platform.settings, 99992402, {
        en: 'The path must name the calling app, and user_ids at most 100 ids of the given user_id_type.',
        zh: '路径中的 app_id 须为调用方应用，user_ids 为不超过 100 个、与 user_id_type 一致的 ID。',
      });
    }
    const user_visibility_list = ids.flatMap((id) => {
      const user = findByIdType(platform, app, type, String(id));
      if (!user || user === 'cross_app') return [];
      const visible = mayUse(app, user, platform.settings.values.foreign_tenant);
      return [{ user_id: String(id), in_white_list: visible, in_black_list: false, in_paid_list: false }];
    });
    return { code: 0, msg: 'success', data: { user_visibility_list } };
  },
};

/** 获取应用信息: an application about itself. */
export const applicationMe: Endpoint = {
  ...applicationMeEndpoint,
  dialect: 'envelope',
  errors,
  handle(call, platform) {
    const { app } = requireTenantToken(call, platform);
    if (!['zh_cn', 'en_us', 'ja_jp'].includes(call.query.get('lang') ?? '')) {
      throw refuseAtGateway(platform.settings, 99992402, {
        en: 'lang is missing or none of zh_cn, en_us, ja_jp.',
        zh: '缺少 lang，或其不是 zh_cn、en_us、ja_jp。',
      });
    }
    requireScope(platform, { scopes: applicationMeScopes, app });
    return { code: 0, msg: 'success', data: { app: viewOf(platform, app) } };
  },
};

function viewOf(platform: Platform, app: App): ApplicationFacts {
  const released = app.installed;
  const status = !released ? 'never_enabled' : app.enabled ? 'enabled' : 'disabled';
  return {
    app_id: app.app_id,
    app_name: app.name,
    status: applicationStatus[status],
    scene_type: app.type === 'store' ? 1 : 0,
    redirect_urls: app.redirect_urls,
    scopes: app.scopes.map((scope) => ({ scope })),
    ...(released && { online_version_id: `oav_${derivedHex('version', app.app_id)}` }),
    ...(platform.settings.values.application_details === 'full' && detailsOf(platform, app)),
  };
}

/** What the types of the official node-sdk know beyond the page. The keys of events stay out: nobody says they are told. */
function detailsOf(platform: Platform, app: App): Partial<ApplicationFacts> {
  const socket = platform.connections.has(app.app_id);
  return {
    event: {
      subscription_type: socket ? 'websocket' : 'webhook',
      ...(!socket && app.event_url !== null && { request_url: app.event_url }),
      subscribed_events: app.events,
    },
    security: {
      redirect_urls: app.redirect_urls,
      allowed_ips: app.ip_allow_list,
      h5_trusted_domains: app.h5_domains,
    },
    allow_refresh_token: app.refresh_allowed,
  };
}
