import type { Records } from './records.ts';

/** Where the fault `redirect` leads: who follows it is counted. */
export interface Trap {
  spring(): void;
  count(): number;
}

export function createTrap(records: Records): Trap {
  return {
    spring() {
      records.trapped += 1;
    },
    count: () => records.trapped,
  };
}
