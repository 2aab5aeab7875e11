import type { NewOutboxEntry } from '../auth/outbox.ts';
import type { OidcClient } from '../auth/ports/oidc.ts';
import { addToOutbox } from './add-to-outbox.ts';
import { fragment, type Sql } from './sql.ts';
import type { OidcClientRow, OidcRecordRow } from './tables/openid-connect.ts';

/** SQLite and PostgreSQL both limit the values of one statement. */
const atOnce = 500;

/** As the provider keeps its session: by client, the session as that client knows it. */
interface ProviderSession {
  readonly accountId?: string;
  readonly authorizations?: Readonly<Record<string, { readonly sid?: string }>>;
}

/** Apps that people were signed in to from these sessions, and that want to know, are to be told that they ended. */
export async function tellClients(sql: Sql, sessionIds: readonly string[], now: number): Promise<void> {
  const clients = await sql<OidcClientRow>`select * from oidc_clients`;
  const wanting = new Set(clients.filter(wantsToKnow).map(({ client_id }) => client_id));
  if (wanting.size === 0) return;
  for (let start = 0; start < sessionIds.length; start += atOnce) {
    const some = sessionIds.slice(start, start + atOnce).map((id) => fragment`${id}`);
    const ids = { sql: some.map((id) => id.sql).join(', '), values: some.flatMap((id) => id.values) };
    const records = await sql<Pick<OidcRecordRow, 'payload'>>`select payload from oidc_records
      where kind = 'Session' and session_id in (${ids})`;
    const entries = records.flatMap(({ payload }) => entriesOf(JSON.parse(payload), wanting));
    await addToOutbox(sql, entries, now);
  }
}

function wantsToKnow({ metadata }: OidcClientRow): boolean {
  const { backchannelLogoutUri }: Pick<OidcClient, 'backchannelLogoutUri'> = JSON.parse(metadata);
  return backchannelLogoutUri !== null;
}

function entriesOf({ accountId, authorizations = {} }: ProviderSession, wanting: Set<string>): NewOutboxEntry[] {
  return Object.entries(authorizations)
    .filter(([clientId]) => wanting.has(clientId))
    .map(([receiver, { sid }]) => ({
      kind: 'logout_token',
      receiver,
      payload: JSON.stringify({ sub: accountId, sid }),
    }));
}
