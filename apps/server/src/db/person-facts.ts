import type { KnownPerson } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import { factsColumn, saveFacts, toFacts } from './known-facts.ts';
import { type Fragment, fragment } from './sql.ts';
import type { IdentityRow, UserRow } from './tables/people.ts';
import type { PersonFactsRow } from './tables/person-facts.ts';
import { worthAsking } from './worth-asking.ts';

type KnownRow = Pick<IdentityRow, 'open_id' | 'union_id' | 'tenant_key'> &
  Pick<UserRow, 'unverified_email'> &
  Pick<PersonFactsRow, 'facts'>;

const knownColumns = fragment`i.open_id, i.union_id, i.tenant_key, u.unverified_email, ${factsColumn}
  from identities i join users u on u.id = i.user_id`;

export function createPersonFacts({ read, write, dialect }: Database): Store['facts'] {
  // What another instance is claiming is its own.
  const skipLocked: Fragment = { sql: dialect === 'postgres' ? 'for update of f skip locked' : '' };
  return {
    find: async ({ appId, openId }, now) => {
      const [row] = await read<KnownRow>`select ${knownColumns}
        where i.app_id = ${appId} and i.open_id = ${openId} and ${worthAsking(now)}`;
      return row === undefined ? undefined : toKnown(row);
    },
    people: async (appId, { after, limit, now }) => {
      const rows = await read<KnownRow>`select ${knownColumns}
        where i.app_id = ${appId} and i.open_id > ${after} and ${worthAsking(now)} order by i.open_id limit ${limit}`;
      return rows.map(toKnown);
    },
    concerned: async ({ appId, openId, unionId, tenantKey }) => {
      const rows = await read<{ open_id: string }>`select i.open_id from identities i where i.app_id = ${appId}
        and (i.open_id = ${openId ?? ''} or (i.union_id = ${unionId ?? ''} and i.tenant_key = ${tenantKey ?? ''}
          and i.union_id <> '' and i.tenant_key <> ''))`;
      return rows.map((row) => ({ appId, openId: row.open_id }));
    },
    beingAsked: ({ appId, openId }, until) =>
      write(async (sql) => {
        await sql`insert into person_facts (app_id, open_id, due_at)
          select i.app_id, i.open_id, ${until} from identities i where i.app_id = ${appId} and i.open_id = ${openId}
          on conflict (app_id, open_id) do update set due_at = excluded.due_at`;
      }),
    asked: (person, facts, now) => write((sql) => saveFacts(sql, person, facts, now)),
    markDue: ({ appId, tenantKey, departmentId }, now) =>
      write(async (sql) => {
        const inIt = departmentId === undefined ? '%' : `%"id":${likeText(JSON.stringify(departmentId))}%`;
        const marked = await sql`update person_facts as f set due_at = ${now}
          where f.app_id = ${appId} and (${departmentId === undefined ? 1 : 0} = 1 or f.facts like ${inIt} escape '\\')
            and exists (select 1 from identities i where i.app_id = f.app_id and i.open_id = f.open_id
              and coalesce(i.tenant_key, '') = coalesce(${tenantKey ?? null}, i.tenant_key, ''))
          returning open_id`;
        return marked.length;
      }),
    claimDue: (appId, { now, until, limit }) =>
      write(async (sql) => {
        const rows = await sql<{ open_id: string }>`with due as materialized (
            select f.open_id from person_facts f where f.app_id = ${appId} and f.due_at <= ${now}
            order by f.due_at limit ${limit} ${skipLocked})
          update person_facts set due_at = ${until}
          where app_id = ${appId} and due_at <= ${now} and open_id in (select open_id from due) returning open_id`;
        return rows.map((row) => ({ appId, openId: row.open_id }));
      }),
  };
}

function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function toKnown(row: KnownRow): KnownPerson {
  return {
    openId: row.open_id,
    unionId: row.union_id,
    tenantKey: row.tenant_key,
    email: row.unverified_email,
    facts: toFacts(row),
  };
}
