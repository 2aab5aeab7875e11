import type { Claim, CodeState } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';
import type { Sql } from './sql.ts';

export function createCodeClaims({ read, write }: Database): Store['codes'] {
  return {
    // If the machine fails right now, the platform still knows that the code is used, whoever sends it again.
    claim: (hash, now) => write((sql) => claim(sql, hash, now), 'soon on disk'),
    state: async (hash) => {
      const [claim] = await read<{ state: CodeState }>`select state from code_claims where code_hash = ${hash}`;
      return claim?.state;
    },
    settle: (hash, state) =>
      write(async (sql) => {
        await sql`update code_claims set state = ${state} where code_hash = ${hash}`;
      }),
    release: (hash) =>
      write(async (sql) => {
        await sql`delete from code_claims where code_hash = ${hash}`;
      }),
  };
}

async function claim(sql: Sql, hash: string, now: number): Promise<Claim> {
  const inserted = await sql`insert into code_claims (code_hash, state, claimed_at) values (${hash}, 'pending', ${now})
    on conflict (code_hash) do nothing returning code_hash`;
  if (inserted.length > 0) return { claimed: true };
  const [claimed] = await sql<{ state: CodeState; claimed_at: number }>`
    select state, claimed_at from code_claims where code_hash = ${hash}`;
  // Released by its owner between the two statements: as good as still being exchanged, the client asks again.
  return { claimed: false, state: claimed?.state ?? 'pending', since: claimed?.claimed_at ?? now };
}
