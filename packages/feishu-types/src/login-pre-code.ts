/** 获取登录预授权码 (历史版本/身份与认证): the deprecated authorize page, without scopes. */
export const loginPreCodeEndpoint = {
  method: 'GET',
  path: '/open-apis/authen/v1/index',
  page: '获取登录预授权码',
} as const;

export interface LoginPreCodeQuery {
  redirect_uri: string;
  app_id: string;
  state?: string;
}
