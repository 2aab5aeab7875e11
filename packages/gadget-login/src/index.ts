export {
  type AuthFailure,
  consentIsOver,
  deviceName,
  type FailureCode,
  initialsOf,
  isAuthFailure,
  type SignOutReach,
  type StoredSession,
  scopesToGrant,
  withScopes,
} from '@feishu-login/client';
export { createFeishuLogin, type FeishuLogin, type FeishuLoginOptions } from './feishu-login.ts';
export type { FeishuTt } from './feishu-tt.ts';
export { signedOutKey } from './kept.ts';
