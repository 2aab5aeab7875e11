import type { FoundOidcRecord, OidcStore } from '../auth/ports/oidc.ts';
import type { Database } from './database.ts';
import { live } from './live-session.ts';
import { type Fragment, fragment } from './sql.ts';
import type { OidcRecordRow } from './tables/openid-connect.ts';

const columns = { id: 'id_hash', uid: 'uid_hash', user_code: 'user_code_hash' } as const;

/** What belongs to nobody yet, or to a session that is live. A grant that is gone leaves its tokens without one. */
function usable(now: number): Fragment {
  return fragment`((r.session_id is null and r.grant_hash is null)
    or exists (select 1 from sessions s where s.id = r.session_id and ${live(now)}))`;
}

export function createOidcRecords({ read, write }: Database): OidcStore['records'] {
  return {
    save: (record) =>
      write(async (sql) => {
        const { kind, idHash, payload, clientId, grantHash, uidHash, userCodeHash, sessionId, expiresAt } = record;
        const inherited = fragment`coalesce(${sessionId}, (select g.session_id from oidc_records g
          where g.kind = 'Grant' and g.id_hash = ${grantHash}))`;
        await sql`insert into oidc_records (kind, id_hash, payload, client_id, grant_hash, uid_hash, user_code_hash,
            session_id, expires_at)
          values (${kind}, ${idHash}, ${payload}, ${clientId}, ${grantHash}, ${uidHash}, ${userCodeHash},
            ${inherited}, ${expiresAt})
          on conflict (kind, id_hash) do update set payload = excluded.payload, client_id = excluded.client_id,
            grant_hash = excluded.grant_hash, uid_hash = excluded.uid_hash, user_code_hash = excluded.user_code_hash,
            session_id = excluded.session_id, expires_at = excluded.expires_at`;
      }),
    find: async (kind, by, hash, now) => {
      const [row] = await read<OidcRecordRow>`select r.* from oidc_records r
        where r.kind = ${kind} and ${{ sql: `r.${columns[by]}` }} = ${hash} and ${usable(now)} limit 1`;
      return row === undefined ? undefined : toFound(row);
    },
    consume: (kind, idHash, now) =>
      write(async (sql) => {
        const consumed = await sql`update oidc_records set consumed_at = ${now}
          where kind = ${kind} and id_hash = ${idHash} and consumed_at is null returning id_hash`;
        return consumed.length > 0;
      }),
    remove: (kind, idHash) =>
      write(async (sql) => {
        await sql`delete from oidc_records where kind = ${kind} and id_hash = ${idHash}`;
      }),
    revoke: (kind, grantHash) =>
      write(async (sql) => {
        await sql`delete from oidc_records where kind = ${kind} and grant_hash = ${grantHash}`;
      }),
  };
}

function toFound({ payload, session_id, consumed_at }: OidcRecordRow): FoundOidcRecord {
  return { payload, sessionId: session_id, consumedAt: consumed_at };
}
