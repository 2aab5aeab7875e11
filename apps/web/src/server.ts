import { createBrowserClient } from '@feishu-login/client/browser';

export const { call, signOut: endSession } = createBrowserClient();
