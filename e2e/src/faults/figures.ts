import type { Figure, Text } from './fault-run.ts';

/** Nothing of this kind may happen. */
export function none(what: Text, found: number | readonly unknown[]): Figure {
  const count = typeof found === 'number' ? found : found.length;
  const examples =
    typeof found === 'number' ? [] : [...new Set(found.map((one) => String(one).slice(0, 120)))].slice(0, 3);
  const measured = [String(count), ...examples].join(' · ');
  return { what, promised: '0', measured, met: count === 0 };
}

export function atMost(what: Text, limit: number, measured: number, unit = ''): Figure {
  return { what, promised: `≤ ${limit}${unit}`, measured: `${rounded(measured)}${unit}`, met: measured <= limit };
}

/** A time in milliseconds, given and shown in seconds. */
export function inTime(what: Text, limit: number, ms: number): Figure {
  return { ...atMost(what, limit, ms / 1000, ' s'), loose: true };
}

export function atLeast(what: Text, limit: number, measured: number, unit = ''): Figure {
  return { what, promised: `≥ ${limit}${unit}`, measured: `${rounded(measured)}${unit}`, met: measured >= limit };
}

/** Of few, one more or less makes the difference. */
export function ofFew(figure: Figure): Figure {
  return { ...figure, loose: true };
}

/** Without it, what the run shows is worth nothing. */
export function happened(what: Text, count: number, least = 1): Figure {
  return atLeast(what, least, count);
}

/** The value that `part` of them do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
