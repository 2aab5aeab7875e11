import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Sql } from '../../src/db/sql.ts';
import { Sqlite } from '../../src/db/sqlite-driver.ts';
import { openTestSqlite } from './test-database.ts';

// Two of these look at how long the event loop stands still, which a busy machine makes it do by itself now and then.
jest.retryTimes(2);

/** Frames of the write-ahead log that end a transaction (https://www.sqlite.org/fileformat2.html#walformat). */
function commitsIn(file: string): number {
  const log = readFileSync(`${file}-wal`);
  const frame = 24 + log.readUInt32BE(8);
  const starts = Array.from({ length: Math.floor((log.length - 32) / frame) }, (_, i) => 32 + i * frame);
  return starts.filter((start) => log.readUInt32BE(start + 4) > 0).length;
}

describe('Writes on SQLite', () => {
  let opened: Awaited<ReturnType<typeof openTestSqlite>>;
  let other: InstanceType<typeof Sqlite>;
  beforeEach(async () => {
    opened = await openTestSqlite();
    other = new Sqlite(opened.file);
  });
  afterEach(async () => {
    other.close();
    await opened.close();
  });

  const insert = (sql: Sql, code: string) =>
    sql`insert into code_claims (code_hash, state, claimed_at) values (${code}, 'pending', 1)`;
  const write = (code: string) => opened.database.write((sql) => insert(sql, code));
  const kept = async () =>
    (await opened.database.read<{ code_hash: string }>`select code_hash from code_claims order by code_hash`).map(
      (row) => row.code_hash,
    );
  const rowsElsewhere = () => other.prepare('select code_hash from code_claims').all().length;
  /** The longest the event loop stood still while `work` ran. */
  const longestStandstill = async (work: () => Promise<unknown>): Promise<number> => {
    let last = performance.now();
    let longest = 0;
    const look = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    };
    const timer = setInterval(look, 5);
    await work();
    look();
    clearInterval(timer);
    return longest;
  };

  it('that were answered survive the failure of those that ran meanwhile', async () => {
    const failing = Array.from({ length: 20 }, (_, i) =>
      opened.database.write(async (sql) => {
        await insert(sql, `failed ${i}`);
        await delay(1);
        throw new Error('not this one');
      }),
    );
    const good = Array.from({ length: 20 }, (_, i) => `kept ${String(i).padStart(2, '0')}`);
    const results = await Promise.allSettled([...failing, ...good.map(write)]);
    expect(results.map(({ status }) => status)).toEqual([
      ...Array(20).fill('rejected'),
      ...Array(20).fill('fulfilled'),
    ]);
    expect(await kept()).toEqual(good);
  });

  it('that come at once share a commit, each with its own outcome', async () => {
    const before = commitsIn(opened.file);
    const codes = Array.from({ length: 20 }, (_, i) => `kept ${String(i).padStart(2, '0')}`);
    const failing = opened.database.write(async (sql) => {
      await insert(sql, 'not kept');
      throw new Error('not this one');
    });
    await Promise.allSettled([...codes.map(write), failing]);
    expect(await kept()).toEqual(codes);
    expect(commitsIn(opened.file) - before).toBe(1);
    await write('later');
    await write('last');
    expect(commitsIn(opened.file) - before).toBe(3);
  });

  it('are told of when all that share the commit are on disk, or none', async () => {
    const slow = opened.database.write(async (sql) => {
      await insert(sql, 'b');
      await delay(5);
    });
    expect(await Promise.all([write('a').then(rowsElsewhere), slow.then(rowsElsewhere)])).toEqual([2, 2]);
    const uncommittable = opened.database.write(async (sql) => {
      await sql`pragma defer_foreign_keys = on`;
      await sql`insert into person_facts (app_id, open_id) values ('nobody', 'nobody')`;
    });
    const outcomes = await Promise.allSettled([write('c'), uncommittable, write('d')]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(await kept()).toEqual(['a', 'b']);
  });

  it('wait for each other, so that a read followed by a write loses nothing', async () => {
    await write('counter');
    const increment = () =>
      opened.database.write(async (sql) => {
        const [row] = await sql<{ claimed_at: number }>`select claimed_at from code_claims`;
        await delay(1);
        await sql`update code_claims set claimed_at = ${(row?.claimed_at ?? 0) + 1}`;
      });
    await Promise.all(Array.from({ length: 40 }, increment));
    expect(await opened.database.read`select claimed_at from code_claims`).toEqual([{ claimed_at: 41 }]);
  });

  it('O4: succeed after another process has let the lock go, and the event loop goes on meanwhile', async () => {
    other.exec('begin immediate');
    setTimeout(() => other.exec('rollback'), 1_000);
    const standstill = await longestStandstill(() => Promise.all([write('a'), write('b'), write('c')]));
    expect(standstill).toBeLessThan(700);
    expect(await kept()).toEqual(['a', 'b', 'c']);
  });

  it('O4: fail with db_unavailable while another process keeps the lock, all of them in the time of one', async () => {
    other.exec('begin immediate');
    const begun = performance.now();
    let results: PromiseSettledResult<unknown>[] = [];
    const standstill = await longestStandstill(async () => {
      results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => write(`${i}`)));
    });
    expect(performance.now() - begun).toBeLessThan(3_500);
    expect(standstill).toBeLessThan(700);
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'db_unavailable' } });

    other.exec('rollback');
    await write('afterwards');
    expect(await kept()).toEqual(['afterwards']);
  });

  it('O4: leave reads alone while another process keeps the lock', async () => {
    await write('a');
    other.exec('begin immediate');
    expect(await longestStandstill(kept)).toBeLessThan(400);
    expect(await kept()).toEqual(['a']);
    other.exec('rollback');
  });

  it('O5: fail while the disk is full, and are kept again once there is room', async () => {
    await write('before');
    const limit = (pages: number) =>
      opened.database.write((sql) => sql`pragma max_page_count = ${{ sql: `${pages}` }}`);
    await limit(1);
    const large = 'x'.repeat(100_000);
    for (let i = 0; i < 3; i += 1) {
      await expect(write(`${large} ${i}`)).rejects.toMatchObject({ code: 'db_unavailable' });
    }
    expect(await kept()).toEqual(['before']);
    await limit(1_000_000);
    await limit(1);
    const together = await Promise.allSettled(['small', large, 'small too'].map(write));
    const acknowledged = ['small', large, 'small too'].filter((_, i) => together[i]?.status === 'fulfilled');
    expect(acknowledged).not.toContain(large);
    expect(await kept()).toEqual(['before', ...acknowledged]);
    await limit(1_000_000);
    await opened.database.write((sql) => sql`delete from code_claims where code_hash like 'small%'`);

    await write('after');
    await expect(
      opened.database.write(async (sql) => {
        await insert(sql, 'taken back');
        throw new Error('not this one');
      }),
    ).rejects.toThrow('not this one');
    await write('at last');
    const elsewhere = other.prepare('select code_hash from code_claims order by code_hash').all();
    expect(elsewhere).toEqual([{ code_hash: 'after' }, { code_hash: 'at last' }, { code_hash: 'before' }]);
  });
});
