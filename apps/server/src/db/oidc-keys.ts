import type { OidcKeyRecord, OidcStore } from '../auth/ports/oidc.ts';
import type { Database } from './database.ts';
import type { OidcKeyRow } from './tables/openid-connect.ts';

/** Any number that no other advisory lock has. */
const keysLock = 3_861_409;

export function createOidcKeys({ read, write, dialect }: Database): OidcStore['keys'] {
  return {
    list: async () => {
      const rows = await read<OidcKeyRow>`select * from oidc_keys order by created_at desc, id`;
      return rows.map(
        ({ id, purpose, sealed, created_at }): OidcKeyRecord => ({ id, purpose, sealed, createdAt: created_at }),
      );
    },
    add: ({ id, purpose, sealed, createdAt }, newest) =>
      write(async (sql) => {
        // Instances that start together would each make the first key.
        if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${keysLock})`;
        const added = await sql`insert into oidc_keys (id, purpose, sealed, created_at)
          select ${id}, ${purpose}, ${sealed}, ${createdAt} where not exists
            (select 1 from oidc_keys where purpose = ${purpose} and created_at > ${newest}) returning id`;
        return added.length > 0;
      }),
    reseal: (id, from, to) =>
      write(async (sql) => {
        const done = await sql`update oidc_keys set sealed = ${to} where id = ${id} and sealed = ${from} returning id`;
        return done.length > 0;
      }),
    removeOlder: (purpose, before) =>
      write(async (sql) => {
        await sql`delete from oidc_keys where purpose = ${purpose} and created_at < ${before}`;
      }),
  };
}
