import { userInfo } from 'node:os';
import type { Act, Administration } from '../auth/administration/acts.ts';
import type { AuditEntry } from '../auth/ports/security-log.ts';
import type { ServerData } from './server-data.ts';

/** As somebody acts who may use a terminal here: it is written where the server writes its own. */
export function asOperator({ store, clock }: ServerData): Administration {
  return { store, clock, record: (act) => store.audit.append([entryOf(act, clock.now())]) };
}

/** An operator's act, with the name they use on this machine. */
export function entryOf({ event, reason, userId, sessionId, facts = {} }: Act, at: number): AuditEntry {
  return {
    at,
    event,
    reason,
    requestId: null,
    userId: userId ?? null,
    sessionId: sessionId ?? null,
    addressHash: null,
    facts: { ...facts, operator: operatorName() },
  };
}

/** A container may run under a number that has no name. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
