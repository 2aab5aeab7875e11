import type { Consent, OidcClient, OidcStore } from '../auth/ports/oidc.ts';
import type { Database } from './database.ts';
import { lockUsers } from './person-lock.ts';
import { fragment } from './sql.ts';
import type { OidcClientRow, OidcConsentRow } from './tables/openid-connect.ts';
import { tellClients } from './tell-clients.ts';

type ConsentRow = OidcConsentRow & Pick<OidcClientRow, 'metadata'>;

export function createOidcConsents({ read, write, dialect }: Database): OidcStore['consents'] {
  return {
    scopes: async (userId, clientId) => {
      const rows = await read<OidcConsentRow>`select scope from oidc_consents
        where user_id = ${userId} and client_id = ${clientId}`;
      return rows.map(({ scope }) => scope);
    },
    list: async (userId) => {
      const rows = await read<ConsentRow>`select y.*, c.metadata from oidc_consents y
        join oidc_clients c on c.client_id = y.client_id where y.user_id = ${userId} order by y.scope`;
      const clients = [...new Set(rows.map(({ client_id }) => client_id))];
      return clients
        .map((clientId) =>
          toConsent(
            clientId,
            rows.filter(({ client_id }) => client_id === clientId),
          ),
        )
        .sort((a, b) => a.name.localeCompare(b.name));
    },
    give: (userId, clientId, scopes, now) =>
      write(async (sql) => {
        await lockUsers(sql, dialect, fragment`u.id = ${userId}`);
        for (const scope of scopes)
          await sql`insert into oidc_consents (user_id, client_id, scope, given_at)
            values (${userId}, ${clientId}, ${scope}, ${now})
            on conflict (user_id, client_id, scope) do update set given_at = excluded.given_at`;
      }),
    withdraw: (userId, clientId, now) =>
      write(async (sql) => {
        await lockUsers(sql, dialect, fragment`u.id = ${userId}`);
        const given = fragment`user_id = ${userId} and client_id = ${clientId}`;
        if ((await sql`select scope from oidc_consents where ${given}`).length === 0) return false;
        // In this order, as where a client is removed or a person erased.
        const ended = await sql<{ session_id: string }>`delete from oidc_records
          where client_id = ${clientId} and session_id in (select s.id from sessions s where s.user_id = ${userId})
          returning session_id`;
        await sql`delete from oidc_consents where ${given}`;
        await tellClients(sql, [...new Set(ended.map(({ session_id }) => session_id))], now, clientId);
        return true;
      }),
  };
}

function toConsent(clientId: string, rows: readonly ConsentRow[]): Consent {
  const { name }: Pick<OidcClient, 'name'> = JSON.parse(rows[0]?.metadata ?? '{}');
  return {
    clientId,
    name,
    scopes: rows.map(({ scope }) => scope),
    givenAt: Math.max(...rows.map(({ given_at }) => given_at)),
  };
}
