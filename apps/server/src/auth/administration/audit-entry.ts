import type { AuditEntry } from '@feishu-login/auth-types/admin';
import type { FoundAuditEntry } from '../ports/security-log.ts';

/** An entry of the audit as its readers are told it, on the page, at a terminal or in an export. */
export function toldAuditEntry(entry: FoundAuditEntry): AuditEntry {
  return {
    at: new Date(entry.at).toISOString(),
    id: entry.id,
    event: entry.event,
    reason: entry.reason,
    request_id: entry.requestId,
    user_id: entry.userId,
    session_id: entry.sessionId,
    address_hash: entry.addressHash,
    facts: entry.facts,
  };
}
