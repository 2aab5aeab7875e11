/** 商店应用获取 app_access_token and 商店应用获取 tenant_access_token (认证及授权/获取访问凭证). Flat answers. */
export const storeAppTokenEndpoint = {
  method: 'POST',
  path: '/open-apis/auth/v3/app_access_token',
  page: '商店应用获取 app_access_token',
} as const;

export const storeTenantTokenEndpoint = {
  method: 'POST',
  path: '/open-apis/auth/v3/tenant_access_token',
  page: '商店应用获取 tenant_access_token',
} as const;

export interface StoreAppTokenRequest {
  app_id: string;
  app_secret: string;
  /** Pushed every hour to the app's event address; three hours valid. */
  app_ticket: string;
}

export interface StoreAppTokenReply {
  code: 0;
  msg: 'success';
  app_access_token: string;
  expire: number;
}

export interface StoreTenantTokenRequest {
  app_access_token: string;
  tenant_key: string;
}

export interface StoreTenantTokenReply {
  code: 0;
  msg: 'success';
  tenant_access_token: string;
  expire: number;
}
