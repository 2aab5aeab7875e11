import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from './run.ts';

const notInput = new Set(['node_modules', 'dist', 'test', 'test-dist']);

/** A fingerprint of these files and folders, by content: checking out a branch and coming back rebuilds nothing. */
export async function inputsOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesIn(path)) hash.update(`${file}\0`).update(await readFile(join(repository, file)));
  }
  return hash.digest('hex');
}

/** Whether `folder`'s output was made from these inputs. The mark lies in the output, so deleting `dist` rebuilds. */
export async function upToDate(folder: string, inputs: string): Promise<boolean> {
  return (await readFile(mark(folder), 'utf8').catch(() => '')) === inputs;
}

export async function markBuilt(folder: string, inputs: string): Promise<void> {
  await writeFile(mark(folder), inputs);
}

function mark(folder: string): string {
  return join(repository, folder, 'dist/.inputs');
}

async function filesIn(path: string): Promise<string[]> {
  if (!(await stat(join(repository, path))).isDirectory()) return [path];
  const entries = await readdir(join(repository, path), { withFileTypes: true });
  const kept = entries.filter((entry) => !notInput.has(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return (await Promise.all(kept.map((entry) => filesIn(`${path}/${entry.name}`)))).flat();
}
