import { afterEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/db/database.ts';
import type { Sql } from '../../src/db/sql.ts';
import { createStore } from '../../src/db/store.ts';
import { aHash, aMoment, aPerson, aSignIn } from './sign-in-request.ts';
import { openTestSqlite } from './test-database.ts';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

const open = async () => {
  const opened = await openTestSqlite();
  close = opened.close;
  return opened.database;
};

describe('A sign-in on SQLite', () => {
  it('looks at no session but those of its person, however many others there are', async () => {
    const database = await open();
    const plans: string[] = [];
    const store = createStore(explaining(database, plans));
    const now = aMoment();
    const person = aPerson();
    await store.sessions.signIn(aSignIn(person, now));
    await store.sessions.signIn(aSignIn(person, now + 1, { sessionsPerUser: 1 }));
    expect(plans.filter((step) => /sessions_user|autoindex_sessions/.test(step))).not.toEqual([]);
    expect(plans.filter((step) => /^SCAN s\b|sessions_end|sessions_expiry/.test(step))).toEqual([]);
  });

  it('waits for the disk once: what claims its code is seen at once and written with what follows', async () => {
    const database = await open();
    const kept: string[] = [];
    const noticing: Database = {
      ...database,
      write: (work) => {
        kept.push('on disk');
        return database.write(work);
      },
      changeSoon: (strings, ...parts) => {
        kept.push('soon on disk');
        return database.changeSoon(strings, ...parts);
      },
    };
    const store = createStore(noticing);
    const now = aMoment();
    const codeHash = aHash();
    await store.codes.claim(codeHash, now);
    await store.sessions.signIn(aSignIn(aPerson(), now, { codeHash }));
    expect(kept).toEqual(['soon on disk', 'on disk']);
    // 1 is NORMAL, 2 is FULL.
    expect(await database.changeSoon`pragma synchronous`).toEqual([{ synchronous: 1 }]);
    expect(await database.change`pragma synchronous`).toEqual([{ synchronous: 2 }]);
    expect(await database.write((sql) => sql`pragma synchronous`)).toEqual([{ synchronous: 2 }]);
    await expect(database.changeSoon`insert into nowhere values (1)`).rejects.toMatchObject({ code: 'db_unavailable' });
    expect(await database.change`pragma synchronous`).toEqual([{ synchronous: 2 }]);
  });
});

/** Notes how SQLite means to find what each statement of a write asks for. */
function explaining(database: Database, plans: string[]): Database {
  return {
    ...database,
    write: (work) =>
      database.write((sql) => {
        const explained: Sql = async (strings, ...parts) => {
          const asked = [`explain query plan ${strings[0]}`, ...strings.slice(1)];
          const steps = await sql<{ detail: string }>(Object.assign(asked, { raw: asked }), ...parts);
          plans.push(...steps.map(({ detail }) => detail));
          return sql(strings, ...parts);
        };
        return work(explained);
      }),
  };
}
