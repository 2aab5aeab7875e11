import type { AppTicket, AppToken } from './app-tokens.ts';
import type { App } from './apps.ts';
import type { Code } from './codes.ts';
import type { Grant } from './grants.ts';
import type { SignIn } from './sign-ins.ts';
import type { JsapiTicket, UsedSignature } from './tickets.ts';
import type { AccessToken, RefreshToken } from './user-tokens.ts';
import type { Tenant, User } from './users.ts';

/** Everything the platform remembers, as plain data: a snapshot is a copy of it. */
export interface Records {
  tenants: Map<string, Tenant>;
  apps: Map<string, App>;
  /** By the open id the first app sees. */
  users: Map<string, User>;
  /** Any app's open id to the key in `users`. */
  openIds: Map<string, { user: string; app_id: string }>;
  grants: Map<string, Grant>;
  codes: Map<string, Code>;
  /** By fingerprint, as every store of tokens. */
  accessTokens: Map<string, AccessToken>;
  refreshTokens: Map<string, RefreshToken>;
  appTokens: Map<string, AppToken>;
  appTickets: Map<string, AppTicket>;
  jsapiTickets: Map<string, JsapiTicket>;
  /** How often each app asked for a ticket. */
  ticketsFetched: Map<string, number>;
  usedSignatures: Map<string, UsedSignature>;
  signIns: Map<string, SignIn>;
}

export function emptyRecords(): Records {
  return {
    tenants: new Map(),
    apps: new Map(),
    users: new Map(),
    openIds: new Map(),
    grants: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    appTokens: new Map(),
    appTickets: new Map(),
    jsapiTickets: new Map(),
    ticketsFetched: new Map(),
    usedSignatures: new Map(),
    signIns: new Map(),
  };
}

/** No store grows beyond this, however long the emulator runs: the oldest entry makes room. */
const ceiling = 100_000;

export function remember<V>(store: Map<string, V>, key: string, value: V): void {
  store.set(key, value);
  if (store.size > ceiling) {
    const oldest = store.keys().next();
    if (!oldest.done) store.delete(oldest.value);
  }
}

/** Drops, from the oldest on, what ended before the moment; entries are kept in order of their making. */
export function forgetEnded<V extends { expires_at: number }>(
  store: Map<string, V>,
  before: number,
  most: number,
): void {
  let seen = 0;
  for (const [key, value] of store) {
    if (value.expires_at < before) store.delete(key);
    seen += 1;
    if (seen >= most) return;
  }
}
