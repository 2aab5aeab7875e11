/**
 * 获取应用信息 (应用信息/应用管理), asked by the app about itself. Tenant token; without `lang` 99992402. The fields from `event` on are known from the types of the official node-sdk (1.73 and later) only: a
 * platform may leave them out.
 */
export const applicationMeEndpoint = {
  method: 'GET',
  path: '/open-apis/application/v6/applications/me',
  page: '获取应用信息',
} as const;

/** One of these. */
export const applicationMeScopes = ['application:application:self_manage', 'admin:app.info:readonly'] as const;

export interface ApplicationQuery {
  lang: 'zh_cn' | 'en_us' | 'ja_jp';
}

/** `status`: 0 disabled, 1 enabled, 2 never enabled, 3 unknown. */
export const applicationStatus = { disabled: 0, enabled: 1, never_enabled: 2, unknown: 3 } as const;

export interface ApplicationFacts {
  app_id: string;
  app_name?: string;
  status?: number;
  /** 0 self-built, 1 store. */
  scene_type?: number;
  redirect_urls?: string[];
  /** Absent while nothing was released. */
  online_version_id?: string;
  /** Present while a version waits for the administrator. */
  unaudit_version_id?: string;
  scopes?: { scope: string; description?: string; level?: number; token_types?: ('user' | 'tenant')[] }[];
  event?: {
    /** `webhook` or `websocket`. */
    subscription_type?: string;
    request_url?: string;
    subscribed_events?: string[];
  };
  callback?: { callback_type?: string; request_url?: string; subscribed_callbacks?: string[] };
  encryption?: { encryption_key?: string; verification_token?: string };
  security?: {
    redirect_urls?: string[];
    allowed_ips?: string[];
    h5_trusted_domains?: string[];
    web_view_trusted_domains?: string[];
    allowed_schemas?: string[];
    allowed_server_domains?: string[];
  };
  allow_refresh_token?: boolean;
}

export interface ApplicationMeReply {
  code: 0;
  msg: 'success';
  data: { app: ApplicationFacts };
}
