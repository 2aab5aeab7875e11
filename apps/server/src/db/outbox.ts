import type { Outbox, OutboxEntry, OutboxReceiver, Waiting } from '../auth/outbox.ts';
import type { Database } from './database.ts';
import type { Fragment } from './sql.ts';
import type { OutboxRow } from './tables/outbox.ts';

export function createOutbox({ read, write, dialect }: Database): Outbox {
  // What another instance is claiming is its own.
  const skipLocked: Fragment = { sql: dialect === 'postgres' ? 'for update skip locked' : '' };
  return {
    receive: (receivers) =>
      write(async (sql) => {
        await sql`delete from webhook_receivers`;
        for (const { name, events } of receivers)
          await sql`insert into webhook_receivers (name, events) values (${name}, ${events.join(' ')})
            on conflict (name) do update set events = excluded.events`;
        if (receivers.length === 0) return;
        await sql`delete from outbox where kind = 'webhook' and finished_at is null
          and receiver not in (select name from webhook_receivers)`;
      }),
    due: (now) => read<OutboxReceiver>`select distinct kind, receiver from outbox
        where finished_at is null and due_at <= ${now}`,
    claim: ({ kind, receiver }, { owner, now, until, limit }) =>
      write(async (sql) => {
        // Materialized, or PostgreSQL may take the limited choice again for each row.
        const rows = await sql<OutboxRow>`with due as materialized (
            select id from outbox
            where kind = ${kind} and receiver = ${receiver} and finished_at is null and due_at <= ${now}
            order by due_at, created_at limit ${limit} ${skipLocked})
          update outbox set owner = ${owner}, due_at = ${until}, attempts = attempts + 1
          where id in (select id from due) and finished_at is null and due_at <= ${now} returning *`;
        return rows.map(toEntry).sort((a, b) => a.createdAt - b.createdAt);
      }),
    postpone: (id, owner, dueAt) =>
      write(async (sql) => {
        await sql`update outbox set owner = null, due_at = ${dueAt} where id = ${id} and owner = ${owner}`;
      }),
    finish: (id, owner, { now, how }) =>
      write(async (sql) => {
        await sql`update outbox set owner = null, payload = '', finished_at = ${now}, outcome = ${how}
          where id = ${id} and owner = ${owner}`;
      }),
    hasten: ({ kind, receiver }, now) =>
      write(async (sql) => {
        await sql`update outbox set due_at = ${now} where kind = ${kind} and receiver = ${receiver}
          and finished_at is null and owner is null and due_at > ${now}`;
      }),
    waiting: () => read<Waiting>`select kind, count(*) as count, min(created_at) as oldest from outbox
        where finished_at is null group by kind`,
  };
}

function toEntry(row: OutboxRow): OutboxEntry {
  const { id, kind, receiver, payload, attempts } = row;
  return { id, kind, receiver, payload, createdAt: row.created_at, attempts };
}
