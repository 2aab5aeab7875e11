import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { databaseFailure, isForgotten, isUnanswered } from './database-failure.ts';
import type { Run } from './sql.ts';
import type { Wait } from './wait.ts';

export interface PostgresConnections {
  /** Runs one statement, on any of them. */
  readonly run: Run;
  /**
   * Lends one of them, which may have to be made first. What is asked without waiting for an answer travels together, and
   * is done in its order.
   */
  hold<T>(answer: Wait['answer'], work: (run: Run) => Promise<T>): Promise<T>;
}

/** What begins and ends a transaction, which there is nothing to plan of. */
const bounds = /^(begin|commit|rollback)\b/;

/** More than the server has; lists of values make more of one, and each connection keeps its own. */
const mostStatements = 300;

/**
 * Statements are remembered by their name, so that each connection reads and plans them once: of a short one that is most
 * of the work. Where that is not to be had (a pooler that knows nothing of it), what was being done is done once more, and
 * from then on without.
 */
export function createPostgresConnections(pool: Pool): PostgresConnections {
  const names = new Map<string, string>();
  let prepared = true;
  const nameOf = (text: string) => {
    // Named by what it says: another version of this server may share the pooler's connections.
    if (!names.has(text) && names.size < mostStatements) names.set(text, hash('sha1', text));
    return names.get(text);
  };
  const ask = async (on: Pool | PoolClient, text: string, values: unknown[]): Promise<unknown> => {
    const name = prepared && !bounds.test(text) ? nameOf(text) : undefined;
    return (await on.query({ ...(name !== undefined && { name }), text, values })).rows;
  };
  const unlessForgotten = async <T>(work: () => Promise<T>): Promise<T> => {
    const relied = prepared;
    return work().catch((error: unknown) => {
      if (!relied || !isForgotten(error)) throw error;
      prepared = false;
      return work();
    });
  };
  const hold = async <T>(answer: Wait['answer'], work: (run: Run) => Promise<T>): Promise<T> => {
    const client = await answer(() => pool.connect().catch(fail));
    // The answer may still come, to whoever uses the connection next: nobody may.
    let silent = false;
    // Of what travelled together, all that comes behind a failure only says that there was one.
    let first: unknown;
    const run: Run = (text, values) => {
      sendTogether(client);
      return ask(client, text, values).catch((error: unknown) => {
        silent ||= isUnanswered(error);
        first ??= error;
        return fail(first);
      });
    };
    try {
      return await work(run);
    } finally {
      client.release(silent);
    }
  };
  return {
    run: (text, values) => unlessForgotten(() => ask(pool, text, values).catch(fail)),
    hold: (answer, work) => unlessForgotten(() => hold(answer, work)),
  };
}

/** What is asked before the turn of the event loop is over: a call of the system for each would take longer than asking. */
function sendTogether({ connection: { stream } }: PoolClient): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function fail(error: unknown): never {
  throw databaseFailure(error);
}
