import type { TokenStore } from '@feishu-login/client';
import { readJson } from './client-bridge.ts';
import type { FeishuTt } from './feishu-tt.ts';

/** Under this key it is kept that somebody signed out, for a page that wants to say so. */
export const signedOutKey = 'feishu-login.signed-out';

/** What outlives the mini program. The client keeps it apart for each person and mini program, and may evict it (数据缓存). */
export interface Kept {
  tokens: TokenStore;
  /** Whether the person signed out on purpose: from then on only `signIn` signs in. */
  wasSignedOut(): boolean;
  markSignedOut(signedOut: boolean): void;
}

export function createKept(tt: FeishuTt, warn: (what: string, cause: unknown) => void): Kept {
  const sessionKey = 'feishu-login.session';
  return {
    tokens: {
      load: () => readJson(tt.getStorageSync(sessionKey)),
      save: (session) => tt.setStorageSync(sessionKey, session),
      clear: () => tt.removeStorageSync(sessionKey),
    },
    wasSignedOut() {
      try {
        return String(tt.getStorageSync(signedOutKey)) === 'true';
      } catch (cause) {
        warn('storage cannot be read', cause);
        return false;
      }
    },
    markSignedOut(signedOut) {
      try {
        if (signedOut) tt.setStorageSync(signedOutKey, true);
        else tt.removeStorageSync(signedOutKey);
      } catch (cause) {
        warn('the sign-out cannot be remembered', cause);
      }
    },
  };
}
