import { userInfo } from 'node:os';
import type { Clock } from '../auth/ports/ports.ts';
import type { AuditEntry } from '../auth/ports/security-log.ts';
import type { Store } from '../auth/ports/store.ts';

type Act = Pick<AuditEntry, 'event' | 'reason'> & Partial<Pick<AuditEntry, 'userId' | 'sessionId' | 'facts'>>;

/** Writes an operator's act where the server writes its own. */
export async function recordAct(
  { store, clock }: { readonly store: Pick<Store, 'audit'>; readonly clock: Clock },
  act: Act,
): Promise<void> {
  await store.audit.append([entryOf(act, clock.now())]);
}

/** An operator's act, with the name they use on this machine. */
export function entryOf({ event, reason, userId = null, sessionId = null, facts = {} }: Act, at: number): AuditEntry {
  return {
    at,
    event,
    reason,
    requestId: null,
    userId,
    sessionId,
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
