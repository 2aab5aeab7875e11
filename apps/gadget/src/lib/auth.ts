import { createAuthClient } from '@feishu-login/client';
import { requestCode } from './one-time-code.ts';
import { send } from './send.ts';
import { tokens } from './storage.ts';
import { describeDevice } from './system.ts';

/** The one client of this mini program: all pages share its session and its renewals. */
export const auth = createAuthClient({
  send,
  requestCode,
  tokens,
  now: () => Date.now(),
  describeDevice,
  warn: (what, cause) => console.warn(what, cause),
});
