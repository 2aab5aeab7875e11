import Sqlite13 from 'better-sqlite3';
import Sqlite12 from 'better-sqlite3-node20';
import { sql } from '../sql.ts';

/** The driver that this Node can bear, as the server chooses it (docs/decisions/0001). */
const Sqlite: typeof Sqlite13 = Number(process.versions.napi) < 10 ? Sqlite12 : Sqlite13;

/** What one statement finds in the database, of either kind, beside a running server. */
export async function countIn(databaseUrl: string, statement: string): Promise<number> {
  if (!databaseUrl.startsWith('sqlite:')) return Number((await sql<{ n: string }>(databaseUrl, statement))[0]?.n);
  const file = new Sqlite(databaseUrl.slice('sqlite:'.length), { readonly: true });
  try {
    return Number(file.prepare<[], { n: number }>(statement).get()?.n);
  } finally {
    file.close();
  }
}
