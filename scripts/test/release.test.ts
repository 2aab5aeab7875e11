import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { allPackages, publishedPackages } from '../published/packages.ts';
import { publish } from '../published/publish.ts';
import { signTag } from '../published/tag.ts';
import { takeNextVersion, versionOf, waitingChanges } from '../published/version.ts';
import { repositoryOf } from '../published/where-built.ts';
import { repository } from '../run.ts';

const today = new Date('2026-12-01T09:00:00Z');

describe('A release', () => {
  let root: string;
  let folder: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'releasing-'));
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(root, 'key')]);
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  beforeEach(async () => {
    const place = await mkdtemp(join(root, 'project-'));
    git(place, 'init', '--quiet', '--bare', 'origin');
    folder = join(place, 'project');
    await copyManifests(folder);
    git(folder, 'init', '--quiet', '--initial-branch', 'main');
    git(folder, 'config', 'user.name', 'Someone');
    git(folder, 'config', 'user.email', 'someone@example.com');
    git(folder, 'remote', 'add', 'origin', join(place, 'origin'));
    await commit(folder);
  });

  describe('its version', () => {
    it('is one for all packages, and the changelog tells what waited', async () => {
      await announce(folder, 'sooner', 'People see where they stand.\n\nWith the time.');
      await commit(folder);
      expect(await takeNextVersion(folder, today)).toBe('0.2.0');
      const versions = publishedPackages().map((published) => versionOf(join(folder, published.folder)));
      expect(new Set(await Promise.all(versions))).toEqual(new Set(['0.2.0']));
      expect(await versionOf(folder)).toBe('0.2.0');
      const changelog = await readFile(join(folder, 'CHANGELOG.md'), 'utf8');
      expect(changelog).toContain(
        '# Changelog\n\n## 0.2.0, 2026-12-01\n\n- People see where they stand.\n\n  With the time.\n\n## 0.1.0, ',
      );
      expect(await waitingChanges(folder)).toEqual([]);
    });

    it('is not taken while something is not committed, or nothing waits', async () => {
      await expect(takeNextVersion(folder, today)).rejects.toThrow('No change waits');
      await announce(folder, 'sooner', 'Something.');
      await expect(takeNextVersion(folder, today)).rejects.toThrow('not committed');
      expect(await versionOf(folder)).toBe('0.1.0');
    });
  });

  describe('its tag', () => {
    it('is signed, by a key that can be looked up', async () => {
      await readyToTag(folder, join(root, 'key.pub'));
      expect(await signTag(folder)).toBe('v0.2.0');
      const signers = join(root, 'signers');
      await writeFile(signers, `someone@example.com ${await readFile(join(root, 'key.pub'), 'utf8')}`);
      git(folder, '-c', `gpg.ssh.allowedSignersFile=${signers}`, 'verify-tag', 'v0.2.0');
      await expect(signTag(folder)).rejects.toThrow('v0.2.0 is there already');
    });

    it('is not made without a key', async () => {
      await readyToTag(folder, '');
      await expect(signTag(folder)).rejects.toThrow(/^- git has no key to sign with/);
      expect(git(folder, 'tag')).toBe('');
    });

    it('is not made of what others cannot see, of another branch, or before the changes are told', async () => {
      git(folder, 'config', 'gpg.format', 'ssh');
      git(folder, 'config', 'user.signingkey', join(root, 'key.pub'));
      git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Not pushed');
      await announce(folder, 'sooner', 'Something.');
      git(folder, 'switch', '--quiet', '--create', 'elsewhere');
      const refused = await signTag(folder).then(
        () => 'signed',
        ({ message }) => message,
      );
      for (const said of ['git switch main', 'not committed', 'still wait', 'origin/main'])
        expect(refused).toContain(said);
      expect(git(folder, 'tag')).toBe('');
    });
  });
});

describe('Publishing', () => {
  let registry: Server;
  let asked: string[];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'publishing-'));
    const source = join(folder, 'source');
    await mkdir(source);
    await writeFile(join(source, 'package.json'), JSON.stringify({ name: 'small', version: '1.0.0' }));
    execFileSync('npm', ['pack', source, '--pack-destination', folder], { stdio: 'ignore' });
    registry = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    });
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  });

  beforeEach(() => {
    asked = [];
  });

  afterAll(async () => {
    registry.close();
    await rm(folder, { recursive: true, force: true });
  });

  const env = () => {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: _, ...outside } = process.env;
    const address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
    return { ...outside, npm_config_registry: address };
  };

  it('is refused where npm cannot see who builds', async () => {
    const refused = publish({ folder, dryRun: false, env: env(), done: () => undefined });
    await expect(refused).rejects.toThrow('by the workflow "Release"');
    expect(asked).toEqual([]);
  });

  it('can be tried, and sends nothing then', async () => {
    const told: string[] = [];
    await publish({ folder, dryRun: true, env: env(), done: (file, what) => told.push(`${what} ${file}`) });
    expect(told).toEqual(['tried small-1.0.0.tgz']);
    expect(asked.filter((request) => request.startsWith('PUT'))).toEqual([]);
  });

  it('needs something that is packed', async () => {
    const empty = join(folder, 'source');
    await expect(publish({ folder: empty, dryRun: true, env: env(), done: () => undefined })).rejects.toThrow(
      'pnpm release prepare',
    );
  });

  it('names the repository that the workflow runs in', () => {
    const workflow = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/login' };
    expect(repositoryOf(workflow)).toBe('https://github.com/someone/login');
    expect(repositoryOf({})).toBeUndefined();
  });
});

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

async function commit(folder: string): Promise<void> {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'A step');
  git(folder, 'push', '--quiet', 'origin', 'main');
}

/** As much of the project as versions are made of. */
async function copyManifests(folder: string): Promise<void> {
  for (const file of ['package.json', 'pnpm-workspace.yaml', '.changeset/config.json']) {
    await cp(join(repository, file), join(folder, file));
  }
  const others = ['apps', 'examples'].map(async (parent) =>
    (await readdir(join(repository, parent))).map((name) => `${parent}/${name}`),
  );
  const folders = [...allPackages().map((one) => one.folder), ...(await Promise.all(others)).flat(), 'e2e'];
  for (const each of folders) {
    await cp(join(repository, each, 'package.json'), join(folder, each, 'package.json')).catch(() => undefined);
  }
  await writeFile(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## 0.1.0, the first\n');
}

async function announce(folder: string, name: string, text: string): Promise<void> {
  await writeFile(join(folder, '.changeset', `${name}.md`), `---\n"@feishu-login/session": minor\n---\n\n${text}\n`);
}

async function readyToTag(folder: string, key: string): Promise<void> {
  git(folder, 'config', 'gpg.format', 'ssh');
  git(folder, 'config', 'user.signingkey', key);
  await announce(folder, 'sooner', 'Something.');
  await commit(folder);
  await takeNextVersion(folder, today);
  await commit(folder);
}
