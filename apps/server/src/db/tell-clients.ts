import type { NewOutboxEntry } from '../auth/outbox.ts';
import type { OidcClient } from '../auth/ports/oidc.ts';
import { addToOutbox } from './add-to-outbox.ts';
import { chunksOf, commaSeparated, type Sql } from './sql.ts';
import type { OidcClientRow, OidcRecordRow } from './tables/openid-connect.ts';

/** As the provider keeps its session: by client, the session as that client knows it. */
interface ProviderSession {
  readonly accountId?: string;
  readonly authorizations?: Readonly<Record<string, { readonly sid?: string }>>;
}

/**
 * Apps that people were signed in to from these sessions, and that want to know, are to be told that they ended; or one
 * of them alone, for which they are over.
 */
export async function tellClients(sql: Sql, sessionIds: readonly string[], now: number, one?: string): Promise<void> {
  const clients = await sql<OidcClientRow>`select * from oidc_clients
    where ${one ?? ''} = '' or client_id = ${one ?? ''}`;
  const wanting = new Set(clients.filter(wantsToKnow).map(({ client_id }) => client_id));
  if (wanting.size === 0) return;
  for (const some of chunksOf(sessionIds)) {
    const records = await sql<Pick<OidcRecordRow, 'payload'>>`select payload from oidc_records
      where kind = 'Session' and session_id in (${commaSeparated(some)})`;
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
