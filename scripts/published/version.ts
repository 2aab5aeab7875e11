import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.ts';
import { git } from './git.ts';
import { ReleaseFailure } from './release-failure.ts';

/** The one version that all packages share. */
export async function versionOf(folder: string): Promise<string> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
}

/** What contributors told users of since the last release: the text of each file in `.changeset/`, in order of name. */
export async function waitingChanges(folder: string): Promise<string[]> {
  const files = (await readdir(join(folder, '.changeset'))).filter((name) => /^(?!README).*\.md$/.test(name)).sort();
  const texts = files.map(async (name) => {
    const [, , ...text] = (await readFile(join(folder, '.changeset', name), 'utf8')).split(/^---$/m);
    return text.join('---').trim();
  });
  return Promise.all(texts);
}

/**
 * Turns what waits in `.changeset/` into the next version of every package, of their changelogs and of the project's;
 * resolves with that version. Nothing is committed.
 * @throws ReleaseFailure when something is not committed yet, or nothing waits.
 */
export async function takeNextVersion(folder: string, today: Date): Promise<string> {
  if ((await git(folder, 'status', '--porcelain')) !== '') {
    throw new ReleaseFailure('Some changes are not committed. Commit or stash them first (git status).');
  }
  const changes = await waitingChanges(folder);
  if (changes.length === 0) {
    throw new ReleaseFailure('No change waits in .changeset/. Describe what users will notice: pnpm changeset');
  }
  const versioned = await run('changeset', ['version'], { folder });
  if (!versioned.ok) throw new ReleaseFailure(`changeset version failed:\n${versioned.output}`);
  const version = await versionOf(join(folder, 'packages/session'));
  await writeVersion(join(folder, 'package.json'), version);
  await writeChanges(join(folder, 'CHANGELOG.md'), version, changes, today);
  return version;
}

async function writeVersion(file: string, version: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/("version": )"[^"]*"/, `$1"${version}"`));
}

async function writeChanges(file: string, version: string, changes: readonly string[], today: Date): Promise<void> {
  const text = await readFile(file, 'utf8');
  const first = text.search(/^## /m);
  const at = first === -1 ? text.length : first;
  const lines = changes.map((change) => `- ${change.replaceAll(/\n(?=.)/g, '\n  ')}`);
  const section = `## ${version}, ${today.toISOString().slice(0, 10)}\n\n${lines.join('\n')}\n\n`;
  await writeFile(file, text.slice(0, at) + section + text.slice(at));
}
