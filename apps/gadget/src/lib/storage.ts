import type { TokenStore } from '@feishu-login/client';

/** The client keeps storage apart for each user and mini program; it may evict it (page "storage"). */
const sessionKey = 'feishu-login.session';
const signedOutKey = 'feishu-login.signed-out';

export const tokens: TokenStore = {
  load: () => tt.getStorageSync(sessionKey),
  save: (session) => tt.setStorageSync(sessionKey, session),
  clear: () => tt.removeStorageSync(sessionKey),
};

/** Remembers that the user signed out on purpose: from then on only a tap signs in. */
export function markSignedOut(signedOut: boolean): void {
  try {
    if (signedOut) tt.setStorageSync(signedOutKey, true);
    else tt.removeStorageSync(signedOutKey);
  } catch (cause) {
    console.warn('the sign-out cannot be remembered', cause);
  }
}

export function wasSignedOut(): boolean {
  try {
    return tt.getStorageSync(signedOutKey) === true;
  } catch (cause) {
    console.warn('storage cannot be read', cause);
    return false;
  }
}
