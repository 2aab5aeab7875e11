import { AuthError } from '@feishu-login/auth-types';
import { expect, it } from '@jest/globals';
import { openDatabase } from '../../../src/db/data-source.ts';
import { isLocked } from '../../../src/db/database-failure.ts';
import type { TestDatabase } from '../test-database.ts';

const secret = 'canary-7f3a';

/** Everything a log line could show of an error. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.entries(error).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [error.message, error.stack, ...own, wordsOf(error.cause)].join('\n');
}

async function failureOf(work: Promise<unknown>): Promise<AuthError> {
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  );
  if (error instanceof AuthError) return error;
  throw error;
}

export function failureSuite(opened: () => TestDatabase): void {
  const insertTwice = () =>
    opened().database.write(async (sql) => {
      for (let i = 0; i < 2; i += 1)
        await sql`insert into code_claims (code_hash, state, claimed_at) values (${secret}, 'pending', 1)`;
    });

  it('is one answer, says to try again, and keeps the database’s words as the cause', async () => {
    const error = await failureOf(insertTwice());
    expect(error).toMatchObject({ code: 'db_unavailable', status: 503, details: { retryAfter: expect.any(Number) } });
    expect(wordsOf(error.cause)).toMatch(/unique/i);
    expect(isLocked(error)).toBe(false);
  });

  it('never tells the values of a statement', async () => {
    const { database } = opened();
    const failing = [
      insertTwice,
      () => database.read`select ${secret} from no_such_table`,
      () => database.read`select no_such_column from users where id > ${secret}`,
      () => database.write((sql) => sql`insert into users (id) values (${secret})`),
    ];
    for (const work of failing) expect(wordsOf(await failureOf(work()))).not.toContain(secret);
  });
}

/** What only PostgreSQL does. */
export function postgresFailureSuite(opened: () => TestDatabase): void {
  it('to take a value does not tell the value', async () => {
    const error = await failureOf(opened().database.read`select id from users where created_at > ${secret}`);
    expect(wordsOf(error)).not.toContain(secret);
    expect(error.cause).toMatchObject({ message: '22P02: a value does not fit' });
  });

  it('to start tells neither user nor password', async () => {
    const url = new URL(opened().url);
    url.password = secret;
    const wrong: unknown = await openDatabase(url.href).catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(Error);
    expect(wordsOf(wrong)).not.toContain(secret);
  });
}
