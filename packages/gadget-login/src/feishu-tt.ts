import type { Callbacks } from './client-bridge.ts';

/** The functions of the Feishu client's `tt` that a sign-in needs. Clients differ: any of them may be missing, or throw. */
export interface FeishuTt {
  /** Client 6.9 and later (requestAccess). `[]` asks for the person's identity alone. */
  requestAccess?(options: Callbacks & { scopeList: string[] }): unknown;
  /** Unmaintained since then, and all that older clients have (login). */
  login?(options: Callbacks): unknown;
  /** No time-out of its own: `networkTimeout` in app.json counts (发起请求, app.json). */
  request(
    options: Callbacks & {
      url: string;
      method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
      header: Record<string, string>;
      data?: object;
    },
  ): unknown;
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, data: unknown): void;
  removeStorageSync(key: string): void;
  getSystemInfoSync(): unknown;
}
