import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { day, hour, minute } from '../../durations.ts';
import { aHash, aMoment, aPerson, aSession, aSignIn } from '../sign-in-request.ts';
import type { TestDatabase } from '../test-database.ts';

const keepAudit = 180 * day;

/** That a purge, however much there is to delete, holds nobody up. */
export function purgingSuite(opened: () => TestDatabase): void {
  /** Numbers from 1 on, as a table that a single statement can make rows of. */
  const numbers = (count: number) => ({
    sql: `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count}) select i from n) numbers`,
  });
  const count = async (table: string, column: string, value: string | number): Promise<number> => {
    const [row] = await opened().database.read<{ rows: number | string }>`
      select count(*) as rows from ${{ sql: table }} where ${{ sql: column }} = ${value}`;
    return Number(row?.rows);
  };

  const threeThousandAttempts = (now: number) =>
    opened().database.write(
      (sql) => sql`insert into login_attempts
          (state_hash, browser_hash, flow, app_id, return_to, created_at, expires_at)
        select ${`${aHash()}-`} || i, 'b', 'qr', 'cli_1', '/', ${now}, ${now} from ${numbers(3_000)}`,
    );

  it('O15: lets other writes in between while it deletes twenty thousand rows', async () => {
    const now = aMoment();
    const { database, store } = opened();
    await database.write(
      (sql) => sql`insert into code_claims (code_hash, state, claimed_at)
        select ${`${aHash()}-`} || i, 'done', ${now} from ${numbers(20_000)}`,
    );
    let purged = false;
    const purging = store.purge(now + 11 * minute, keepAudit).finally(() => {
      purged = true;
    });
    const leftAfterWrite: number[] = [];
    while (!purged) {
      await store.codes.claim(aHash(), now + hour);
      leftAfterWrite.push(await count('code_claims', 'claimed_at', now));
    }
    await purging;
    expect(await count('code_claims', 'claimed_at', now)).toBe(0);
    // Some writes were done when a part of the rows had gone, and a part had not.
    expect(leftAfterWrite.filter((left) => left > 0 && left < 20_000).length).toBeGreaterThan(2);
  });

  it('O15: deletes the thousands of tokens that one session has spent a part at a time too', async () => {
    const now = aMoment();
    const { database, store } = opened();
    const session = aSession(now);
    await store.sessions.signIn(aSignIn(aPerson(), now, { session }));
    await database.write(
      (sql) => sql`insert into spent_refresh_tokens (refresh_hash, session_id, spent_at)
        select ${`${aHash()}-`} || i, ${session.id}, ${now} from ${numbers(5_000)}`,
    );
    const spent = () => count('spent_refresh_tokens', 'session_id', session.id);
    let purged = false;
    const purging = store.purge(session.expiresAt + day + 1, keepAudit).finally(() => {
      purged = true;
    });
    const left: number[] = [];
    for (; !purged; await endOfTurn()) left.push(await spent());
    await purging;
    expect([await spent(), await count('sessions', 'id', session.id)]).toEqual([0, 0]);
    expect(left.some((some) => some > 0 && some < 5_000)).toBe(true);
  });

  it('O7: ends between two writes when it is told to', async () => {
    const now = aMoment();
    const { store } = opened();
    await threeThousandAttempts(now);
    await store.purge(now + 2 * hour, keepAudit, AbortSignal.abort());
    expect(await count('login_attempts', 'created_at', now)).toBe(3_000);
    await store.purge(now + 2 * hour, keepAudit, new AbortController().signal);
    expect(await count('login_attempts', 'created_at', now)).toBe(0);
  });

  it('O15: is done by two instances at once, and nothing is left', async () => {
    const now = aMoment();
    const { store } = opened();
    await threeThousandAttempts(now);
    await Promise.all([1, 2].map(() => store.purge(now + 2 * hour, keepAudit)));
    expect(await count('login_attempts', 'created_at', now)).toBe(0);
  });
}
