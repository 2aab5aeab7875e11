import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from './run.ts';

/** Where all pictures are made. Git ignores it; only those that a document shows are kept, beside the document. */
export const pictures = join(repository, 'screenshots');

/** Puts the pictures just made into the place of those of the same name that documents show. */
export async function renewShown(made: string, shown: string): Promise<void> {
  const names = new Set(await readdir(made));
  for (const name of await readdir(shown)) if (names.has(name)) await copyFile(join(made, name), join(shown, name));
}
