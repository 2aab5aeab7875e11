/** 查询租户授权状态 (应用信息/应用管理): the scopes the tenant has given the app. Tenant token. */
export const applicationScopesEndpoint = {
  method: 'GET',
  path: '/open-apis/application/v6/scopes',
  page: '查询租户授权状态',
} as const;

export interface ApplicationScopesReply {
  code: 0;
  msg: 'success';
  data: {
    /** 1 granted, 2 not granted. */
    scopes: { scope_name: string; grant_status: 1 | 2 }[];
  };
}
