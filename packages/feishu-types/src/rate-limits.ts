/** 频控策略 (API 调用指南): counted for each API, app and tenant. Both ceilings hold. */
export interface RateLimit {
  perSecond?: number;
  perMinute: number;
}

const fourth: RateLimit = { perSecond: 50, perMinute: 1000 };

/** Endpoints whose page states a number; the others are `special` or silent. */
export const rateLimits: Readonly<Record<string, RateLimit>> = {
  '/open-apis/authen/v1/authorize': fourth,
  '/open-apis/authen/v1/index': fourth,
  '/open-apis/authen/v2/oauth/token': fourth,
  '/oauth/v3/token': fourth,
  '/open-apis/authen/v1/oidc/access_token': fourth,
  '/open-apis/authen/v1/oidc/refresh_access_token': fourth,
  '/open-apis/passport/v1/sessions/query': { perMinute: 10 },
  '/open-apis/contact/v3/users/:user_id': fourth,
  '/open-apis/contact/v3/departments/batch': fourth,
  '/open-apis/contact/v3/group/member_belong': fourth,
  '/open-apis/contact/v3/scopes': fourth,
  '/open-apis/task/v2/tasks': fourth,
  '/open-apis/application/v6/applications/me': fourth,
  '/open-apis/application/v6/applications/:app_id/visibility/check_white_black_list': fourth,
};

/** Sent with 99991400: the ceiling, and the seconds to wait. */
export const rateLimitHeaders = { limit: 'x-ogw-ratelimit-limit', reset: 'x-ogw-ratelimit-reset' } as const;
