import { readFileSync } from 'node:fs';
import type { z } from 'zod';

export type ListRead<Item> =
  | { readonly read: true; readonly items: readonly Item[] }
  | { readonly read: false; readonly problems: readonly string[] };

/**
 * Reads the list in a JSON file that a variable names. Problems say where in it, and never what it holds.
 * @param noun what an item is called; people count from one
 */
export function readJsonList<Item>(
  { variable, noun, file }: { variable: string; noun: string; file: string },
  schema: z.ZodType<Item[]>,
): ListRead<Item> {
  const content = parse(file);
  if (content === undefined)
    return { read: false, problems: [`${variable} must name a JSON file that can be read; ${file} is none`] };
  const parsed = schema.safeParse(content.json);
  if (parsed.success) return { read: true, items: parsed.data };
  const placeOf = ([index, ...fields]: readonly PropertyKey[]) =>
    typeof index === 'number' ? `${noun} ${index + 1}: ${fields.map(String).join('.')} ` : '';
  return {
    read: false,
    problems: parsed.error.issues.map(({ path, message }) => `${variable}: ${placeOf(path)}${message}`),
  };
}

/** Windows editors put a byte order mark first. */
function parse(file: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) };
  } catch {
    return undefined;
  }
}
