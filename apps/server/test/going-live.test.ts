import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stagesOf } from '../../../scripts/dockerfile.ts';
import { environment } from '../src/config/environment.ts';
import { openDatabase } from '../src/db/data-source.ts';
import { createStore } from '../src/db/store.ts';
import { type DebianPostgres, startDebianPostgres } from './db/debian-postgres.ts';
import { aPerson, aSession, aSignIn } from './db/sign-in-request.ts';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '../../..');
const read = (file: string) => readFile(join(repository, file), 'utf8');

/** What a document would have its reader run, block by block. */
async function commandsOf(document: string): Promise<string[]> {
  return [...(await read(document)).matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
}

let folder = '';
let blocks: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'going-live-'));
  blocks = await commandsOf('docs/going-live.md');
  for (const place of ['bin', 'opt/feishu-login', 'var/lib/feishu-login', 'var/backups'])
    await mkdir(join(folder, place), { recursive: true });
  await symlink(join(repository, 'apps/server/dist'), join(folder, 'opt/feishu-login/dist'));
  // Whoever runs tests has no service to stop and none to wait for.
  for (const program of ['systemctl', 'curl']) {
    await writeFile(join(folder, 'bin', program), `#!/bin/sh\necho ${program} "$@" >> ${folder}/asked\n`);
    await chmod(join(folder, 'bin', program), 0o755);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const blockWith = (words: string) => blocks.find((block) => block.includes(words)) ?? '';

/** Runs a block as it stands, with the machine's folders in one of ours. */
async function runs(block: string, env: Record<string, string> = {}): Promise<string> {
  expect(block).not.toBe('');
  const placed = block.replace(/(?<![\w.])\/(opt|var)\//g, `${folder}/$1/`);
  const path = [join(folder, 'bin'), process.env.PATH, env.PATH].join(delimiter);
  const { NODE_OPTIONS: _ours, JEST_WORKER_ID: _worker, ...others } = process.env;
  const { stdout } = await run('sh', ['-ec', placed], { cwd: folder, env: { ...others, ...env, PATH: path } });
  return stdout;
}

describe('The commands of going-live.md', () => {
  it('come with the same settings in Chinese', async () => {
    const settings = async (file: string) => (await read(file)).match(/^\| `[A-Z_]{4,}`/gm);
    expect(await settings('docs/going-live.zh-CN.md')).toEqual(await settings('docs/going-live.md'));
  });

  it('come with every setting of the server, here or in a document of its own', async () => {
    const documents = readdirSync(join(repository, 'docs')).filter((name) => name.endsWith('.md'));
    const table = (await Promise.all(documents.map((name) => read(`docs/${name}`)))).join('\n');
    const settings = Object.keys(environment.shape).filter((name) => name !== 'NODE_ENV');
    expect(settings.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });

  it('build what the image is built of, by the same commands', () => {
    const built = blockWith('deploy --prod')
      .trim()
      .split('\n')
      .map((line) => line.replace('npx pnpm@10', 'pnpm').replaceAll('/opt/feishu-login', '/service'));
    const ofImage = (stagesOf(join(repository, 'Dockerfile'))[0] ?? [])
      .filter(({ name, rest }) => name === 'RUN' && !rest.startsWith('npm '))
      .map(({ rest }) => rest.replace(' && mkdir /data', ''));
    expect(built).toEqual(ofImage);
  });

  it('put a new version in place of the old one, and the old one back', async () => {
    const version = () => readFile(join(folder, 'opt/feishu-login/version'), 'utf8');
    await writeFile(join(folder, 'opt/feishu-login/version'), 'old');
    await mkdir(join(folder, 'opt/feishu-login-next'));
    await writeFile(join(folder, 'opt/feishu-login-next/version'), 'new');
    await runs(blockWith('mv /opt/feishu-login-next'));
    expect(await version()).toBe('new');
    expect(await readFile(join(folder, 'asked'), 'utf8')).toMatch(
      /^systemctl restart feishu-login\ncurl .*\/readyz\n$/,
    );
    await runs(blockWith('mv /opt/feishu-login-before'));
    expect(await version()).toBe('old');
  });

  it('back SQLite up beside a running server, and restore it with nobody signed in', async () => {
    await restores(`sqlite:${folder}/var/lib/feishu-login/app.sqlite`, {
      backUp: async () => expect(await runs(blockWith('.backup'))).toBe('ok\n'),
      restore: () => runs(blockWith('cp /var/backups/feishu-login.sqlite')),
    });
  });

  describe('on PostgreSQL', () => {
    let postgres: DebianPostgres;
    beforeAll(async () => {
      postgres = await startDebianPostgres();
    }, 120_000);
    afterAll(() => postgres.stop());

    it('back it up beside a running server, and restore it with nobody signed in', async () => {
      const env = { ...postgres.env, DATABASE_URL: postgres.url };
      const withTools = (block: string) => runs(`PATH=${postgres.bin}:$PATH\n${block}`, env);
      await restores(postgres.url, {
        backUp: async () => expect(await withTools(blockWith('pg_dump'))).toContain('TABLE DATA public sessions'),
        restore: () => withTools(blockWith('pg_restore --clean')),
      });
    });
  });
});

/** Somebody signs in, a backup is made, somebody else signs in, and the backup comes back. */
async function restores(url: string, { backUp, restore }: { backUp(): Promise<unknown>; restore(): Promise<unknown> }) {
  const now = Date.now();
  const [before, after] = [aSession(now), aSession(now)];
  const person = aPerson({ name: '张三' });
  const first = await openDatabase(url);
  await createStore(first).sessions.signIn(aSignIn(person, now, { session: before }));
  await backUp();
  await createStore(first).sessions.signIn(aSignIn(aPerson({ name: '李四' }), now, { session: after }));
  expect(await createStore(first).sessions.find(before.tokenHash, now)).toBeDefined();
  await first.close();
  await restore();
  const restored = await openDatabase(url);
  const names = await restored.read<{ name: string }>`select name from users`;
  const live = await createStore(restored).sessions.count(now);
  await restored.close();
  expect([names.map(({ name }) => name), live]).toEqual([['张三'], []]);
}
