import { signedOutKey } from '@feishu-login/gadget-login';

/** Whether the last thing done here was to sign out, which the login page then says. */
export function wasSignedOut(): boolean {
  try {
    return tt.getStorageSync(signedOutKey) === true;
  } catch {
    return false;
  }
}
