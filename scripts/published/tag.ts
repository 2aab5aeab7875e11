import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';
import { ReleaseFailure } from './release-failure.ts';
import { versionOf, waitingChanges } from './version.ts';

export const tagOf = (version: string) => `v${version}`;

/**
 * Signs a tag on what is released; resolves with its name. Whoever installs can then see who made the release.
 * @throws ReleaseFailure that says all that is in the way.
 */
export async function signTag(folder: string): Promise<string> {
  const version = await versionOf(folder);
  const tag = tagOf(version);
  const inTheWay = (await Promise.all(obstacles(folder, version, tag))).filter((one) => one !== undefined);
  if (inTheWay.length > 0) throw new ReleaseFailure(inTheWay.map((one) => `- ${one}`).join('\n'));
  if ((await git(folder, 'tag', '--sign', tag, '--message', `feishu-login ${version}`)) === undefined) {
    throw new ReleaseFailure(`git could not sign. Try by hand what it says: git tag --sign ${tag}`);
  }
  return tag;
}

function obstacles(folder: string, version: string, tag: string): Promise<string | undefined>[] {
  return [
    unless(
      git(folder, 'branch', '--show-current').then((branch) => branch === 'main'),
      'Releases are made of main: git switch main',
    ),
    unless(
      git(folder, 'status', '--porcelain').then((status) => status === ''),
      'Some changes are not committed: git status',
    ),
    unless(
      waitingChanges(folder).then((changes) => changes.length === 0),
      'Changes still wait in .changeset/. Take the next version first: pnpm release version',
    ),
    unless(
      readFile(join(folder, 'CHANGELOG.md'), 'utf8').then((text) => text.includes(`\n## ${version}, `)),
      `CHANGELOG.md has no part for ${version}: pnpm release version`,
    ),
    unless(
      git(folder, 'rev-parse', '--verify', '--quiet', `refs/tags/${tag}`).then((found) => found === undefined),
      `The tag ${tag} is there already. Released versions never change; take the next one.`,
    ),
    unless(isPushed(folder), 'This commit is not what origin/main is at: git fetch origin, then pull or push'),
    unless(
      git(folder, 'config', 'user.signingkey').then((key) => key !== undefined && key !== ''),
      [
        'git has no key to sign with, and a release is not made unsigned. With the SSH key you push with:',
        '    git config gpg.format ssh',
        '    git config user.signingkey ~/.ssh/id_ed25519.pub',
        '  and add it to your account as a signing key.',
      ].join('\n'),
    ),
  ];
}

async function unless(fine: Promise<boolean>, obstacle: string): Promise<string | undefined> {
  return (await fine) ? undefined : obstacle;
}

/** What is tagged must be what everybody can see. */
async function isPushed(folder: string): Promise<boolean> {
  const theirs = await git(folder, 'ls-remote', 'origin', 'refs/heads/main');
  const ours = await git(folder, 'rev-parse', 'HEAD');
  return ours !== undefined && theirs?.split('\t')[0] === ours;
}
