export {
  type AuthFailure,
  type FailureCode,
  isAuthFailure,
  type SignOutReach,
  type StoredSession,
} from '@feishu-login/auth-client';
export { createFeishuLogin, type FeishuLogin, type FeishuLoginOptions } from './feishu-login.ts';
export type { FeishuTt } from './feishu-tt.ts';
