import { userInfo } from 'node:os';
import type { Clock } from '../auth/ports/ports.ts';
import type { AuditEntry } from '../auth/ports/security-log.ts';
import type { Store } from '../auth/ports/store.ts';

/** Writes an operator's act where the server writes its own, with the name they use on this machine. */
export async function recordAct(
  { store, clock }: { readonly store: Pick<Store, 'audit'>; readonly clock: Clock },
  act: Pick<AuditEntry, 'event' | 'reason'> & Partial<Pick<AuditEntry, 'userId' | 'sessionId' | 'facts'>>,
): Promise<void> {
  const { event, reason, userId = null, sessionId = null, facts = {} } = act;
  const entry: AuditEntry = {
    at: clock.now(),
    event,
    reason,
    requestId: null,
    userId,
    sessionId,
    addressHash: null,
    facts: { ...facts, operator: operatorName() },
  };
  await store.audit.append([entry]);
}

/** A container may run under a number that has no name. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
