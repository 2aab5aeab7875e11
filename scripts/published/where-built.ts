import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../run.ts';
import { publishedPackages } from './packages.ts';

/** A GitHub repository by the address of its pages, from what its workflows know; undefined elsewhere. */
export function repositoryOf({ GITHUB_SERVER_URL, GITHUB_REPOSITORY }: NodeJS.ProcessEnv): string | undefined {
  if (GITHUB_SERVER_URL === undefined || GITHUB_REPOSITORY === undefined) return undefined;
  return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
}

/**
 * Writes into the manifests where they are built. npm takes a statement of provenance only where the two agree, and
 * whoever forks the project releases from elsewhere; so no manifest says it before.
 */
export async function writeWhereBuilt(address: string): Promise<void> {
  for (const { folder } of publishedPackages()) {
    const file = join(repository, folder, 'package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    const where = { type: 'git', url: `git+${address}.git`, directory: folder };
    await writeFile(file, `${JSON.stringify({ ...manifest, repository: where }, null, 2)}\n`);
  }
}
