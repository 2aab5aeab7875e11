import { describe, expect, it } from '@jest/globals';
import { createSessionLookup } from '../../src/db/session-lookup.ts';
import type { Sql } from '../../src/db/sql.ts';

/** A database that notes what it is asked and answers when told to. */
function openAsked() {
  const queries: { hashes: string[]; answer: (rows: unknown[]) => void; fail: (error: Error) => void }[] = [];
  const read: Sql = <Row>(_strings: TemplateStringsArray, ...values: unknown[]) =>
    new Promise<Row[]>((resolve, reject) => {
      const list = values.find((value) => typeof value === 'string');
      queries.push({
        hashes: JSON.parse(String(list)),
        answer: (rows) => resolve(rows as Row[]),
        fail: reject,
      });
    });
  const write = () => Promise.reject(new Error('a lookup writes nothing'));
  const find = createSessionLookup({
    read,
    dialect: 'sqlite',
    aside: undefined,
    longestWait: () => 0,
    onTold: () => undefined,
    connections: () => ({ used: 0, idle: 0, waiting: 0 }),
    write,
    change: write,
    changeSoon: write,
    close: () => Promise.resolve(),
  });
  return { find, queries };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const row = (hash: string) => ({
  id: `session of ${hash}`,
  token_hash: hash,
  ended_at: null,
  token_expires_at: 10,
  expires_at: 10,
  absolute_expires_at: 10,
  created_at: 1,
  sessions_valid_after: 0,
  facts: null,
});

describe('Looking up sessions', () => {
  it('is one query for all who ask in one turn of the event loop, each hash once', async () => {
    const { find, queries } = openAsked();
    const asked = Array.from({ length: 50 }, (_, i) => find(`hash ${i % 10}`, 5));
    await turn();
    expect(queries).toHaveLength(1);
    expect(queries[0]?.hashes).toHaveLength(10);
    queries[0]?.answer(queries[0].hashes.slice(0, 9).map(row));
    const found = await Promise.all(asked);
    expect(found.map((one) => one?.session.id)).toEqual(
      Array.from({ length: 50 }, (_, i) => (i % 10 === 9 ? undefined : `session of hash ${i % 10}`)),
    );
  });

  it('collects who asks while a query runs, for the next one: nobody gets an answer from before they asked', async () => {
    const { find, queries } = openAsked();
    const first = find('a', 5);
    await turn();
    const later = [find('a', 5), find('b', 5)];
    await turn();
    expect(queries).toHaveLength(1);
    queries[0]?.answer([row('a')]);
    expect((await first)?.session.id).toBe('session of a');
    await turn();
    expect(queries[1]?.hashes).toEqual(['a', 'b']);
    queries[1]?.answer([row('b')]);
    expect((await Promise.all(later)).map((one) => one?.session.id)).toEqual([undefined, 'session of b']);
  });

  it('fails for those whose query failed and for nobody after them', async () => {
    const { find, queries } = openAsked();
    const unlucky = [find('a', 5), find('b', 5)];
    await turn();
    queries[0]?.fail(new Error('away'));
    for (const one of unlucky) await expect(one).rejects.toThrow('away');
    const next = find('a', 5);
    await turn();
    queries[1]?.answer([row('a')]);
    expect(await next).toBeDefined();
  });
});
