import { Client, Pool } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { type ConnectionQueue, createConnectionQueue } from './connection-queue.ts';
import { databaseFailure, isUnanswered } from './database-failure.ts';
import { createPreparedRead } from './prepared-read.ts';
import { type Dialect, type Sql, sqlTag } from './sql.ts';
import { startWait, type Wait } from './wait.ts';
import { createWriteQueue } from './write-queue.ts';

/**
 * Whether a write is on disk when it resolves, or only seen by everybody and on disk with the next one that is: the failure
 * of a process does not undo it, that of the whole machine may.
 */
export type Kept = 'on disk' | 'soon on disk';

/**
 * One door for both databases. `read` sees what is committed; `write` is one transaction, on disk when it resolves.
 * @throws AuthError `db_unavailable` for anything that goes wrong in the database
 */
export interface Database {
  readonly dialect: Dialect;
  readonly read: Sql;
  /** The same, for the one statement that is asked more often than all others: PostgreSQL need not plan it each time. */
  readonly readAgain: Sql;
  /**
   * For libraries that bring PostgreSQL statements of their own, and can do without the answer: they do not wait long
   * for it. `undefined` on SQLite.
   */
  readonly aside: ((text: string, values: unknown[]) => Promise<{ rows: unknown[] }>) | undefined;
  write<T>(work: (sql: Sql) => Promise<T>, kept?: Kept): Promise<T>;
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
  const dialect = writer.options.type === 'postgres' ? 'postgres' : 'sqlite';
  const { longest_wait } = patience;
  const listeners: (() => void)[] = [];
  const turns = createConnectionQueue(poolSize);
  const asking = <T>(longest: number, ask: (answer: Wait['answer']) => Promise<T>) => {
    if (dialect === 'sqlite') return ask((answered) => answered());
    const wait = startWait(longest);
    return turns.run(wait, () => ask(wait.answer));
  };
  const transact = async <T>(answer: Wait['answer'], work: (sql: Sql) => Promise<T>, kept: Kept = 'on disk') => {
    let told = false;
    const result = await onConnection(writer, (run) => {
      const noticing: Run = (text, values) => {
        told ||= text.startsWith('insert into outbox ');
        return answer(() => run(text, values));
      };
      const transaction = () => inTransaction({ noticing, run }, dialect, begin[dialect](patience, kept), work);
      return dialect === 'sqlite' && kept === 'soon on disk' ? withoutSync(run, transaction) : transaction();
    });
    if (told) for (const listener of listeners) listener();
    return result;
  };
  const queue = createWriteQueue();
  const pool: unknown = 'master' in writer.driver ? writer.driver.master : undefined;
  const read: Run = (text, values) => onConnection(reader, (run) => run(text, values));
  const readAgain = pool instanceof Pool ? createPreparedRead(pool) : read;
  return {
    dialect,
    aside:
      pool instanceof Pool
        ? (text, values) => asking(waitAside, (answer) => answer(() => pool.query(text, values)))
        : undefined,
    read: sqlTag(dialect, (text, values) => asking(longest_wait, (answer) => answer(() => read(text, values)))),
    readAgain: sqlTag(dialect, (text, values) =>
      asking(longest_wait, (answer) => answer(() => readAgain(text, values))),
    ),
    write: (work, kept) => {
      const transaction = () => asking(longest_wait, (answer) => transact(answer, work, kept));
      return dialect === 'sqlite' ? queue.run(transaction) : transaction();
    },
    connections: () => (pool instanceof Pool ? ofPool(pool, turns) : { used: 1, idle: 0, waiting: queue.waiting() }),
    longestWait: dialect === 'sqlite' ? queue.longestWait : turns.longestWait,
    onTold: (listener) => void listeners.push(listener),
    close: async () => {
      await queue.idle();
      if (reader !== writer) await reader.destroy();
      // Last: whoever closes a SQLite file last puts its log into it, which one that only reads cannot.
      await writer.destroy();
    },
  };
}

function ofPool({ totalCount, idleCount, waitingCount }: Pool, turns: ConnectionQueue): Connections {
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount + turns.waiting() };
}

/** Takes SQLite's write lock at once: a transaction that reads first would fail when it gets to writing. */
const begin = {
  sqlite: () => 'begin immediate',
  /** The limits belong to the transaction and travel with it: a pooler takes none at the start of a connection. */
  postgres: ({ statement_timeout, idle_in_transaction_session_timeout }: Patience, kept: Kept) =>
    `begin; set local statement_timeout = ${statement_timeout};
      set local idle_in_transaction_session_timeout = ${idle_in_transaction_session_timeout}
      ${kept === 'soon on disk' ? '; set local synchronous_commit = off' : ''}`,
} as const;

/** SQLite takes this between transactions alone, of which the write queue lets one at a time through. */
async function withoutSync<T>(run: Run, transaction: () => Promise<T>): Promise<T> {
  await run('pragma synchronous = normal', []);
  try {
    return await transaction();
  } finally {
    await run('pragma synchronous = full', []);
  }
}

/**
 * In plain statements, because TypeORM's own transactions lose count when SQLite has rolled one back by itself (a full
 * disk): it then nests the next in savepoints that are never committed.
 */
async function inTransaction<T>(
  { noticing, run }: Record<'noticing' | 'run', Run>,
  dialect: Dialect,
  begun: string,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  try {
    await noticing(begun, []);
    const result = await work(sqlTag(dialect, noticing));
    await noticing('commit', []);
    return result;
  } catch (error) {
    // The first error is the one to report: a rollback fails only when there is no transaction any more.
    await run('rollback', []).catch(() => undefined);
    throw error;
  }
}

type Run = (text: string, values: unknown[]) => Promise<unknown>;

async function onConnection<T>(source: DataSource, work: (run: Run) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    return await work(async (text, values) => {
      try {
        return (await runner.query(text, values, true)).records;
      } catch (error) {
        if (isUnanswered(error)) await abandon(runner);
        throw databaseFailure(error);
      }
    });
  } finally {
    await runner.release();
  }
}

/** The answer may still come, to whoever uses the connection next: nobody may. */
async function abandon(runner: QueryRunner): Promise<void> {
  const connection: unknown = await runner.connect().catch(() => undefined);
  // Not waited for: the other side does not answer.
  if (connection instanceof Client) void connection.end().catch(() => undefined);
}
