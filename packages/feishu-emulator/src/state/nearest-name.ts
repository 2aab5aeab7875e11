import { closest, distance } from 'fastest-levenshtein';

/** What somebody meant who wrote `name`; nothing where no name is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const near = closest(name, [...known]);
  return distance(name, near) <= Math.max(2, name.length / 3) ? near : undefined;
}
