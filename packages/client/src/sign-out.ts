import type { Endpoint } from '@feishu-login/auth-types';
import { requestFor } from './endpoint.ts';
import type { HttpRequest } from './ports.ts';

/** How far a sign-out reaches: this session, all of this person here, or those and Feishu's own sign-ins as well. */
export type SignOutReach = 'device' | 'everywhere' | 'feishu';

const endpoints = {
  device: 'POST /api/v1/auth/logout',
  everywhere: 'POST /api/v1/auth/logout/everywhere',
  feishu: 'POST /api/v1/auth/logout/feishu',
} as const satisfies Record<SignOutReach, Endpoint>;

export function signOutRequest(from: SignOutReach): HttpRequest {
  return requestFor(endpoints[from]);
}
