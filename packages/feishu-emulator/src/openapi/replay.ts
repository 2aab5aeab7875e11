import type { Memory } from '../state/snapshots.ts';
import type { Asked } from './asked.ts';
import type { RecordedCall } from './recorded-call.ts';

/** Calls that were recorded, answered again. */
export interface Replay extends Memory {
  /** Where nothing is recorded, nothing is missed. */
  calls: readonly RecordedCall[];
  /** The answer of a call like this one: each in its turn, the last for good. Or what is missing, in words. */
  answer(asked: Asked): { found: RecordedCall } | { missed: string };
  reset(): void;
}

export function createReplay(calls: readonly RecordedCall[], ignore: readonly string[]): Replay {
  let given = new Map<string, number>();
  const key = (asked: Asked) => JSON.stringify([...linesOf(asked, ignore)].sort());
  const recorded = new Map<string, RecordedCall[]>();
  for (const call of calls) recorded.set(key(call), [...(recorded.get(key(call)) ?? []), call]);

  return {
    calls,
    answer(asked) {
      const like = recorded.get(key(asked)) ?? [];
      const turn = given.get(key(asked)) ?? 0;
      const found = like[Math.min(turn, like.length - 1)];
      if (!found) return { missed: missing(asked, calls, ignore) };
      given.set(key(asked), turn + 1);
      return { found };
    },
    remember() {
      const kept = new Map(given);
      return () => {
        given = new Map(kept);
      };
    },
    reset: () => given.clear(),
  };
}

/** Every value of the call by its place, but those that change from call to call. */
function linesOf(asked: Asked, ignore: readonly string[]): Map<string, string> {
  const { method, path, token, query, body, body_sha256 } = asked;
  const lines = new Map<string, string>();
  const add = (place: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return void lines.set(place, JSON.stringify(value));
    lines.set(place, Array.isArray(value) ? `a list of ${value.length}` : 'an object');
    for (const [name, one] of Object.entries(value)) if (!ignore.includes(name)) add(`${place}.${name}`, one);
  };
  add('method', method);
  add('path', path);
  add('token', token);
  add('query', query);
  add('body', body);
  if (body_sha256 !== undefined) add('body_sha256', body_sha256);
  return lines;
}

function missing(asked: Asked, calls: readonly RecordedCall[], ignore: readonly string[]): string {
  const what = `${asked.method} ${asked.path}`;
  const same = calls.filter(({ method, path }) => method === asked.method && path === asked.path);
  if (same.length === 0) {
    const others = [...new Set(calls.map(({ method, path }) => `${method} ${path}`))].slice(0, 8);
    return `Nothing is recorded of ${what}. Recorded are: ${others.join(', ')}.`;
  }
  const [closest = []] = same
    .map((call) => differences(asked, call, ignore))
    .sort((one, two) => one.length - two.length);
  return `No recorded ${what} is like this one. The closest differs in ${closest.slice(0, 5).join('; ')}.`;
}

function differences(asked: Asked, call: RecordedCall, ignore: readonly string[]): string[] {
  const [now, then] = [linesOf(asked, ignore), linesOf(call, ignore)];
  const places = new Set([...now.keys(), ...then.keys()]);
  const differing = [...places].filter((place) => now.get(place) !== then.get(place));
  return differing.map(
    (place) => `${place}: recorded ${then.get(place) ?? 'nothing'}, asked ${now.get(place) ?? 'nothing'}`,
  );
}
