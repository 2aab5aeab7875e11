import type { Clock } from './clock.ts';
import { forgetEnded, remember } from './memory.ts';
import type { AppTicket, AppToken, AppTokenKind, Records } from './records.ts';
import { fingerprint, randomText } from './secrets.ts';
import type { Switches } from './setting-specs.ts';

export type AppTokenProblem = 'unknown' | 'expired' | 'wrong_kind';

export interface AppTokens {
  /** The same token while it has 30 minutes left, then a new one beside it. */
  get(app_id: string, tenant_key: string | null, kind: AppTokenKind): AppToken;
  find(value: string): AppToken | undefined;
  problem(token: AppToken | undefined, wanted: 'app' | 'tenant'): AppTokenProblem | undefined;
  remaining(token: AppToken): number;
  /** Ends them early, as the platform may. */
  revoke(app_id: string): void;
  mintTicket(app_id: string): AppTicket;
  ticketFits(app_id: string, ticket: string): boolean;
  count(): number;
}

const renewBelowMs = 30 * 60_000;
/** app_ticket 事件: pushed every hour, valid for three. */
const ticketLifetimeMs = 3 * 3600 * 1000;

export function createAppTokens(records: Records, clock: Clock, settings: Switches): AppTokens {
  return {
    get(app_id, tenant_key, kind) {
      const current = newest(records, app_id, tenant_key, kind);
      if (current && !current.revoked && current.expires_at - clock.now() >= renewBelowMs) return current;
      forgetEnded(records.appTokens, clock.now() - ticketLifetimeMs, 8);
      const token: AppToken = {
        value: `${kind === 'app' ? 'a-' : 't-'}${randomText(40)}`,
        kind,
        app_id,
        tenant_key,
        expires_at: clock.now() + settings.values.app_token_lifetime * 1000,
        revoked: false,
      };
      remember(records.appTokens, fingerprint(token.value), token);
      return token;
    },
    find: (value) => records.appTokens.get(fingerprint(value)),
    problem(token, wanted) {
      if (!token || token.revoked) return 'unknown';
      if (token.kind !== 'both' && token.kind !== wanted) return 'wrong_kind';
      return clock.now() >= token.expires_at ? 'expired' : undefined;
    },
    remaining: (token) => Math.max(Math.floor((token.expires_at - clock.now()) / 1000), 0),
    revoke(app_id) {
      for (const token of records.appTokens.values()) if (token.app_id === app_id) token.revoked = true;
    },
    mintTicket(app_id) {
      const ticket = { value: randomText(32), app_id, expires_at: clock.now() + ticketLifetimeMs };
      forgetEnded(records.appTickets, clock.now(), 8);
      remember(records.appTickets, ticket.value, ticket);
      return ticket;
    },
    ticketFits(app_id, value) {
      const ticket = records.appTickets.get(value);
      return ticket?.app_id === app_id && ticket.expires_at > clock.now();
    },
    count: () => records.appTokens.size,
  };
}

function newest(records: Records, app_id: string, tenant_key: string | null, kind: AppTokenKind): AppToken | undefined {
  let found: AppToken | undefined;
  for (const token of records.appTokens.values()) {
    if (token.app_id === app_id && token.tenant_key === tenant_key && token.kind === kind) found = token;
  }
  return found;
}
