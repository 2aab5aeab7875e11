import type { Result, Round } from './rounds.ts';

/** The value that a part of the sorted ones does not exceed. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Most of what was measured, and how far it went to either side. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (percentile(sorted, 0.5) + percentile([...sorted].reverse(), 0.5)) / 2;
  return { median: middle, lowest: sorted[0] ?? Number.NaN, highest: sorted.at(-1) ?? Number.NaN };
}

/** How many times as many answers as another's: each round with that of the other that came just before or after. */
export function ratio(of: Result, other: Result): Spread {
  return ofRounds(of, other, (one, two) => one.perSecond / two.perSecond);
}

/** The same by the processor time of the two processes, which others on the machine disturb less. */
export function cpuRatio(of: Result, other: Result): Spread {
  return ofRounds(of, other, (one, two) => two.cpu / one.cpu);
}

function ofRounds(of: Result, other: Result, compare: (one: Round, two: Round) => number): Spread {
  return spreadOf(
    of.rounds.flatMap((round, i) => {
      const beside = other.rounds[i];
      return beside === undefined ? [] : [compare(round, beside)];
    }),
  );
}

export function resultOf(results: readonly Result[], name: string): Result {
  const found = results.find((result) => result.name === name);
  if (found === undefined) throw new Error(`Nothing was measured that is named ${name}.`);
  return found;
}
