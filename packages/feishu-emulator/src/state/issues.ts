import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';

/** One issue of a check as `users[2].status: Invalid option…`. */
export function describeIssue(issue: { path: PropertyKey[]; message: string }): string {
  const path = issue.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );
  return `  ${path || '(top level)'}: ${issue.message}`;
}

/** An object with these fields and no others; where one is misspelt, the message names the field that was meant. */
export function onlyKnown<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code, keys }) =>
      code === 'unrecognized_keys' ? unrecognized(namesIn(keys), Object.keys(shape)) : undefined,
  });
}

function namesIn(keys: unknown): string[] {
  return Array.isArray(keys) ? keys.map(String) : [];
}

function unrecognized(keys: readonly string[], known: readonly string[]): string {
  const named = keys.map((key) => {
    const near = nearestName(key, known);
    return near === undefined ? `"${key}"` : `"${key}" (did you mean "${near}"?)`;
  });
  return `Unrecognized key${keys.length > 1 ? 's' : ''}: ${named.join(', ')}`;
}

/** What somebody meant who wrote `name`; nothing where no name is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const near = closest(name, [...known]);
  return distance(name, near) <= Math.max(2, name.length / 3) ? near : undefined;
}
