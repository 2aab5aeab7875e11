import { randomUUID } from 'node:crypto';
import type { AuditEntry, AuditFilter, FoundAuditEntry } from '../auth/ports/security-log.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { type Fragment, fragment, type Sql } from './sql.ts';
import type { AuditLogRow } from './tables/audit-log.ts';

export function createAudit({ read, write }: Database): Store['audit'] {
  return {
    append: (entries) =>
      write(async (sql) => {
        for (const entry of entries) await insertEntry(sql, entry);
      }),
    search: async ({ limit, ...filter }) => {
      const rows = await read<AuditLogRow>`select * from audit_log where ${which(filter)}
        order by at desc limit ${limit}`;
      return rows.map(toEntry);
    },
    page: async (filter, { after, limit }) => {
      const behind = fragment`at >= ${after?.at ?? 0} and (at > ${after?.at ?? 0} or id > ${after?.id ?? ''})`;
      const rows = await read<AuditLogRow>`select * from audit_log where ${behind} and ${which(filter)}
        order by at, id limit ${limit}`;
      return rows.map(toEntry);
    },
    signIns: async (since) => {
      const rows = await read<{ minute: number; ok: number; times: number }>`
        select at / 60000 as minute, count(*) as times, sum(case when event = 'login.ok' then 1 else 0 end) as ok
        from audit_log where at >= ${since} and event in ('login.ok', 'login.denied') group by at / 60000 order by minute`;
      return rows.map(({ minute, ok, times }) => ({ at: minute * 60_000, ok, denied: times - ok }));
    },
  };
}

function which({ userId, event, requestId, since, until }: AuditFilter): Fragment {
  const conditions = [
    ...(userId === undefined ? [] : [fragment`user_id = ${userId}`]),
    ...(event === undefined ? [] : [fragment`event = ${event}`]),
    ...(requestId === undefined ? [] : [fragment`request_id = ${requestId}`]),
    ...(until === undefined ? [] : [fragment`at < ${until}`]),
  ];
  return conditions.reduce((all, one) => fragment`${all} and ${one}`, fragment`at >= ${since ?? 0}`);
}

export async function insertEntry(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql`insert into audit_log (id, at, event, reason, request_id, user_id, session_id, address_hash, facts)
    values (${randomUUID()}, ${entry.at}, ${entry.event}, ${entry.reason}, ${entry.requestId}, ${entry.userId},
      ${entry.sessionId}, ${entry.addressHash}, ${JSON.stringify(entry.facts)})`;
}

function toEntry(row: AuditLogRow): FoundAuditEntry {
  return {
    id: row.id,
    at: row.at,
    event: row.event,
    reason: row.reason,
    requestId: row.request_id,
    userId: row.user_id,
    sessionId: row.session_id,
    addressHash: row.address_hash,
    facts: JSON.parse(row.facts),
  };
}
