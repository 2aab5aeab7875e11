import { EntitySchema } from 'typeorm';
import { instant, optional, text } from './columns.ts';

export interface AuditLogRow {
  id: string;
  at: number;
  event: string;
  reason: string | null;
  request_id: string | null;
  user_id: string | null;
  session_id: string | null;
  address_hash: string | null;
  /** JSON. */
  facts: string;
}

export const auditLog = new EntitySchema<AuditLogRow>({
  name: 'audit_log',
  columns: {
    id: { ...text, primary: true },
    at: instant,
    event: text,
    reason: { ...text, ...optional },
    request_id: { ...text, ...optional },
    user_id: { ...text, ...optional },
    session_id: { ...text, ...optional },
    address_hash: { ...text, ...optional },
    facts: text,
  },
  indices: [
    { name: 'audit_log_at', columns: ['at'] },
    { name: 'audit_log_user', columns: ['user_id'] },
    { name: 'audit_log_request', columns: ['request_id'], where: 'request_id is not null' },
  ],
});
