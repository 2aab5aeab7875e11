import type { RequestOptions, Tt } from 'feishu-gadget-types/tt';

/**
 * The functions of the Feishu client's `tt` that a sign-in needs. Clients differ: any of them may be missing, throw, or
 * hand back what the documentation does not say.
 */
export interface FeishuTt
  extends Pick<Tt, 'requestAccess' | 'login' | 'getStorageSync' | 'setStorageSync' | 'removeStorageSync'> {
  request(options: Parameters<Tt['request']>[0] & Required<Pick<RequestOptions, 'method' | 'header'>>): unknown;
  getSystemInfoSync(): unknown;
}
