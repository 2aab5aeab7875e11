import type { Database } from '../database.ts';
import { countHeld } from '../erasure.ts';
import { heldOf } from '../held-data.ts';

/** Rows as they are kept, by what they are called. */
export type PersonData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export interface OperatorPersonData {
  /** Everything kept about a user, but for secrets. */
  export(userId: string): Promise<PersonData>;
  /** How many rows of each kind that is. */
  count(userId: string): Promise<Readonly<Record<string, number>>>;
}

export function createOperatorPersonData({ read }: Database): OperatorPersonData {
  return {
    export: async (userId) => {
      const sections = heldOf(userId).map(async ({ name, table, which, without }) => {
        const rows = await read`select t.* from ${{ sql: table }} t where ${which}`;
        const told = rows.map((row) => Object.entries(row).filter(([column]) => !without.includes(column)));
        return [name, told.map((columns) => Object.fromEntries(columns))] as const;
      });
      return Object.fromEntries(await Promise.all(sections));
    },
    count: (userId) => countHeld(read, userId),
  };
}
