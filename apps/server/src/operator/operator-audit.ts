import { userInfo } from 'node:os';
import { type Act, type Administration, auditEntryOf } from '../auth/administration/acts.ts';
import type { ServerData } from './server-data.ts';

/**
 * As somebody acts who may use a terminal here: it is written where the server writes its own, with the name they use on
 * this machine.
 */
export function asOperator({ store, clock }: ServerData): Administration {
  const entryOf = (act: Act) => auditEntryOf(act, clock.now(), { operator: operatorName() });
  return { store, clock, record: (act) => store.audit.append([entryOf(act)]), entryOf };
}

/** A container may run under a number that has no name. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
