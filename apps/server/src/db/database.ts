import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { type ConnectionQueue, createConnectionQueue } from './connection-queue.ts';
import { createPostgresConnections } from './postgres-connections.ts';
import { type Dialect, type Run, type Sql, sqlTag } from './sql.ts';
import { sqliteRun } from './sqlite-run.ts';
import { type Kept, whileItLasts } from './transaction.ts';
import { startWait, type Wait } from './wait.ts';
import { createWriteQueue } from './write-queue.ts';

/**
 * One door for both databases. `read` sees what is committed; `change` is one statement and `write` many of them in one
 * transaction, on disk when it resolves.
 * @throws AuthError `db_unavailable` for anything that goes wrong in the database
 */
export interface Database {
  readonly dialect: Dialect;
  readonly read: Sql;
  readonly change: Sql;
  /** The same, on disk soon. Whoever has no answer to it does not know whether it came about. */
  readonly changeSoon: Sql;
  /**
   * The same for libraries that bring PostgreSQL statements of their own, and can do without the answer: they do not wait
   * long for it. `undefined` on SQLite.
   */
  readonly aside: Run | undefined;
  /** On PostgreSQL, what `work` asks at once travels together, its order kept. */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Connections now, and who waits for one. */
  connections(): Connections;
  /** How long the first of those that wait has waited, in milliseconds. */
  longestWait(): number;
  /** Calls back after each commit of this process that put something into the outbox. */
  onTold(listener: () => void): void;
  close(): Promise<void>;
}

export interface Connections {
  readonly used: number;
  readonly idle: number;
  /** Of SQLite, whose writes go one by one: writes in the queue. */
  readonly waiting: number;
}

/** Connections of one process to PostgreSQL. */
export const poolSize = 10;

/** How long nobody waits in vain for PostgreSQL, in milliseconds. */
export interface Patience {
  /** Whoever asks is told so after this long, for a connection, its making and all answers together. */
  readonly longest_wait: number;
  /** PostgreSQL then ends a statement of a transaction, for which nobody waits any more. */
  readonly statement_timeout: number;
  /**
   * A connection that has been silent for so long is given up. Not sooner: PostgreSQL goes on with a read that it was
   * asked for, and each new connection would add another.
   */
  readonly query_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
  /** How long a start waits while another server migrates. */
  readonly migration_wait?: number;
}

/** Milliseconds; together with the wait of whoever is then served it makes two seconds. */
const waitAside = 500;

export const defaultPatience: Patience = {
  longest_wait: 1_500,
  statement_timeout: 2_000,
  query_timeout: 6_000,
  idle_in_transaction_session_timeout: 10_000,
};

/**
 * @param writer where transactions run
 * @param reader SQLite shares one connection per data source, so reads get their own: on the writer's they would see
 * the inside of a transaction that may still roll back
 */
export function createDatabase(writer: DataSource, reader: DataSource = writer, patience = defaultPatience): Database {
  const pool: unknown = 'master' in writer.driver ? writer.driver.master : undefined;
  return pool instanceof Pool ? onPostgres(writer, pool, patience) : onSqlite(writer, reader);
}

function onPostgres(source: DataSource, pool: Pool, patience: Patience): Database {
  const { run, hold } = createPostgresConnections(pool);
  const turns = createConnectionQueue(poolSize);
  const told = createTold();
  const asking = <T>(longest: number, ask: (answer: Wait['answer']) => Promise<T>) => {
    const wait = startWait(longest);
    return turns.run(wait, () => ask(wait.answer));
  };
  const transact = <T>(work: (run: Run, begun: Promise<unknown>) => Promise<T>) =>
    asking(patience.longest_wait, (answer) =>
      hold(answer, (run) => {
        const waiting: Run = (text, values) => answer(() => run(text, values));
        return untilCommitted({ waiting, run }, async (run) => {
          const begun = run(begin(patience, 'on disk'), []);
          const [result] = await Promise.all([work(run, begun), begun]);
          return result;
        });
      }),
    );
  const soon =
    (longest: number): Run =>
    (text, values) =>
      asking(longest, (answer) =>
        hold(answer, (run) =>
          answer(async () => {
            const all = [run(begin(patience, 'soon on disk'), []), run(text, values), run('commit', [])];
            return (await Promise.all(all))[1];
          }),
        ),
      );
  return {
    dialect: 'postgres',
    read: sqlTag('postgres', (text, values) =>
      asking(patience.longest_wait, (answer) => answer(() => run(text, values))),
    ),
    change: sqlTag('postgres', (text, values) => transact((run) => run(text, values))),
    changeSoon: sqlTag('postgres', soon(patience.longest_wait)),
    aside: soon(waitAside),
    write: (work) =>
      told.noticing((notice) => transact((run, begun) => work(sqlTag('postgres', notice(changingOnce(begun, run)))))),
    connections: () => ofPool(pool, turns),
    longestWait: turns.longestWait,
    onTold: told.listen,
    close: () => source.destroy(),
  };
}

function ofPool({ totalCount, idleCount, waitingCount }: Pool, turns: ConnectionQueue): Connections {
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount + turns.waiting() };
}

/** The limits belong to the transaction and travel with it: a pooler takes none at the start of a connection. */
function begin({ statement_timeout, idle_in_transaction_session_timeout }: Patience, kept: Kept): string {
  return `begin; set local statement_timeout = ${statement_timeout};
    set local idle_in_transaction_session_timeout = ${idle_in_transaction_session_timeout}
    ${kept === 'soon on disk' ? '; set local synchronous_commit = off' : ''}`;
}

/**
 * What a transaction reads first travels with its beginning. What changes something waits until that is answered, as does
 * all that comes after: without a transaction it would be done for good.
 */
function changingOnce(begun: Promise<unknown>, run: Run): Run {
  let waits = false;
  return (text, values) => {
    waits ||= !/^\s*select\s/.test(text);
    return waits ? begun.then(() => run(text, values)) : run(text, values);
  };
}

function onSqlite(writer: DataSource, reader: DataSource): Database {
  const run = sqliteRun(writer);
  const queue = createWriteQueue(run);
  const told = createTold();
  const statement =
    (kept: Kept): Run =>
    (text, values) =>
      queue.run(kept, (run) => run(text, values));
  return {
    dialect: 'sqlite',
    read: sqlTag('sqlite', sqliteRun(reader)),
    change: sqlTag('sqlite', statement('on disk')),
    changeSoon: sqlTag('sqlite', statement('soon on disk')),
    aside: undefined,
    write: (work) => told.noticing((notice) => queue.run('on disk', (run) => work(sqlTag('sqlite', notice(run))))),
    connections: () => ({ used: 1, idle: 0, waiting: queue.waiting() }),
    longestWait: queue.longestWait,
    onTold: told.listen,
    close: async () => {
      await queue.idle();
      if (reader !== writer) await reader.destroy();
      // Last: whoever closes a SQLite file last puts its log into it, which one that only reads cannot.
      await writer.destroy();
    },
  };
}

/** In plain statements, on one connection. */
async function untilCommitted<T>(
  { waiting, run }: Record<'waiting' | 'run', Run>,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  try {
    const result = await whileItLasts(waiting, work);
    await waiting('commit', []);
    return result;
  } catch (error) {
    // The first error is the one to report: a rollback fails only when there is no transaction any more.
    await run('rollback', []).catch(() => undefined);
    throw error;
  }
}

/** Notices what a transaction puts into the outbox. */
function createTold() {
  const listeners: (() => void)[] = [];
  return {
    listen: (listener: () => void) => void listeners.push(listener),
    noticing: async <T>(transaction: (notice: (run: Run) => Run) => Promise<T>): Promise<T> => {
      let told = false;
      const notice =
        (run: Run): Run =>
        (text, values) => {
          told ||= text.startsWith('insert into outbox ');
          return run(text, values);
        };
      const result = await transaction(notice);
      if (told) for (const listener of listeners) listener();
      return result;
    },
  };
}
