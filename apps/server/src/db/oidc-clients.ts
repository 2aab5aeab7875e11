import type { OidcClient, OidcClientSource, OidcStore } from '../auth/ports/oidc.ts';
import type { Database } from './database.ts';
import type { Sql } from './sql.ts';
import type { OidcClientRow } from './tables/openid-connect.ts';

export function createOidcClients({ read, write }: Database): OidcStore['clients'] {
  return {
    any: async () => (await read`select 1 from oidc_clients limit 1`).length > 0,
    find: async (clientId) => {
      const [row] = await read<OidcClientRow>`select * from oidc_clients where client_id = ${clientId}`;
      return row === undefined ? undefined : toClient(row);
    },
    list: async () => {
      const rows = await read<OidcClientRow>`select * from oidc_clients order by created_at, client_id`;
      return rows.map((row) => ({ ...toClient(row), source: row.source, createdAt: row.created_at }));
    },
    save: (client, source, now) => write((sql) => save(sql, client, source, now)),
    remove: (clientId) => write((sql) => remove(sql, clientId)),
    replaceFile: (clients, now) =>
      write(async (sql) => {
        const known = await sql<OidcClientRow>`select * from oidc_clients where source = 'file' order by client_id`;
        const named = new Set(clients.map(({ clientId }) => clientId));
        for (const { client_id } of known) if (!named.has(client_id)) await remove(sql, client_id);
        for (const client of [...clients].sort((a, b) => (a.clientId < b.clientId ? -1 : 1)))
          await save(sql, client, 'file', now);
      }),
  };
}

async function save(sql: Sql, client: OidcClient, source: OidcClientSource, now: number): Promise<void> {
  const { clientId, secretHash, ...metadata } = client;
  await sql`insert into oidc_clients (client_id, secret_hash, metadata, source, created_at)
    values (${clientId}, ${secretHash}, ${JSON.stringify(metadata)}, ${source}, ${now})
    on conflict (client_id) do update set secret_hash = excluded.secret_hash, metadata = excluded.metadata,
      source = excluded.source`;
}

async function remove(sql: Sql, clientId: string): Promise<boolean> {
  await sql`delete from oidc_records where client_id = ${clientId}`;
  await sql`delete from oidc_consents where client_id = ${clientId}`;
  return (await sql`delete from oidc_clients where client_id = ${clientId} returning client_id`).length > 0;
}

/** The metadata is what `save` wrote, now or in a version that knew less. */
function toClient({ client_id, secret_hash, metadata }: OidcClientRow): OidcClient {
  const known: Omit<OidcClient, 'clientId' | 'secretHash' | 'withoutPkce'> = JSON.parse(metadata);
  return { withoutPkce: false, ...known, clientId: client_id, secretHash: secret_hash };
}
