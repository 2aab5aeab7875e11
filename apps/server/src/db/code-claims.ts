import type { CodeState } from '../auth/ports/records.ts';
import type { Store } from '../auth/ports/store.ts';
import type { Database } from './database.ts';

export function createCodeClaims({ read, change, changeSoon }: Database): Store['codes'] {
  return {
    // If the machine fails right now, the platform still knows that the code is used, whoever sends it again.
    claim: async (hash, now) => {
      const inserted = await changeSoon`insert into code_claims (code_hash, state, claimed_at)
        values (${hash}, 'pending', ${now}) on conflict (code_hash) do nothing returning code_hash`;
      if (inserted.length > 0) return { claimed: true };
      const [claimed] = await read<{ state: CodeState; claimed_at: number }>`
        select state, claimed_at from code_claims where code_hash = ${hash}`;
      // Released by its owner between the two statements: as good as still being exchanged, the client asks again.
      return { claimed: false, state: claimed?.state ?? 'pending', since: claimed?.claimed_at ?? now };
    },
    state: async (hash) => {
      const [claim] = await read<{ state: CodeState }>`select state from code_claims where code_hash = ${hash}`;
      return claim?.state;
    },
    settle: async (hash, state) => {
      await change`update code_claims set state = ${state} where code_hash = ${hash}`;
    },
    release: async (hash) => {
      await change`delete from code_claims where code_hash = ${hash}`;
    },
  };
}
