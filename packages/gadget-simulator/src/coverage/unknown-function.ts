import { closest, distance } from 'fastest-levenshtein';
import { functionRows } from './functions.ts';

const known: ReadonlySet<string> = new Set(functionRows.map(({ name }) => name));

/**
 * What to say of a function of `tt` that no page of the documentation tells of, with the one that was meant where a name
 * is near. Undefined for those that are known.
 */
export function unknownFunction(name: string): string | undefined {
  if (known.has(name)) return undefined;
  const near = closest(name, [...known]);
  const isNear = distance(name, near) <= Math.max(2, name.length / 5);
  return `tt.${name} is not a documented function of mini programs${isNear ? `; did you mean tt.${near}?` : ''}`;
}
