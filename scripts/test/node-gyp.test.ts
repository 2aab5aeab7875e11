import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

const pnpmfile = join(repository, '.pnpmfile.cjs');
const named = `require(${JSON.stringify(pnpmfile)}); console.log(process.env.npm_config_node_gyp)`;

const noHeaders = [
  'gyp info using node-gyp@11.5.0',
  'gyp http GET https://nodejs.org/download/release/v20.20.2/node-v20.20.2-headers.tar.gz',
  'gyp ERR! configure error',
  'gyp ERR! stack FetchError: request to https://nodejs.org/ failed',
  'gyp ERR! stack     at ClientRequest.<anonymous> (index.js:130:14)',
].join('\n');

describe('An installation that has to compile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compiler-'));
    await mkdir(join(folder, 'package'));
    await inPackage('package.json', '{"name":"some-driver","version":"1.0.0"}');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const inPackage = (name: string, content: string) => writeFile(join(folder, 'package', name), content);
  async function install(command: string, script = '#!/bin/sh\n'): Promise<void> {
    await writeFile(join(folder, command), script);
    await chmod(join(folder, command), 0o755);
  }
  /** With nothing on the PATH but what the test has installed. */
  const node = (...args: string[]) =>
    spawnSync(process.execPath, args, {
      cwd: join(folder, 'package'),
      env: { PATH: folder, TMPDIR: folder },
      encoding: 'utf8',
    });
  const compile = () => node(node('-e', named).stdout.trim(), 'rebuild', '--release');
  const failing = (log: string) => install('node-gyp', `#!/bin/sh\necho '${log}' >&2\nexit 1\n`);

  it('says which tools are missing in both languages, and nothing else', async () => {
    await failing('gyp ERR! stack Error: not found: make');
    await install('make');
    const { status, stdout, stderr } = compile();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/编译失败：缺少 python3、g\+\+。[\s\S]*failed: python3, g\+\+ is missing\.\n/);
    expect(stderr.split('\n').filter(Boolean)).toHaveLength(4);
  });

  it("says that Node's headers could not be had, with the whole log in a file", async () => {
    await failing(noHeaders);
    for (const tool of ['make', 'python3', 'g++']) await install(tool);
    const { status, stderr } = compile();
    expect(status).toBe(1);
    expect(stderr).toMatch(/failed: FetchError: request to https:\/\/nodejs\.org\/ failed\.\n/);
    expect(stderr).toMatch(/npm_config_nodedir/);
    expect(stderr).not.toMatch(/gyp (info|http|ERR!)/);
    expect(stderr.split('\n').filter(Boolean)).toHaveLength(4);
    const log = /The whole log: (.+)/.exec(stderr)?.[1] ?? '';
    expect(await readFile(log, 'utf8')).toContain('gyp http GET');
  });

  it('is silent and compiles, where that works, with what it was asked', async () => {
    await install(
      'node-gyp',
      `#!/bin/sh\necho "$npm_config_node_gyp|$@" > ${join(folder, 'asked')}\necho gyp info ok\n`,
    );
    const { status, stdout, stderr } = compile();
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    expect(await readFile(join(folder, 'asked'), 'utf8')).toBe('|rebuild --release\n');
  });

  it('compiles nothing that came prebuilt for this machine', async () => {
    await failing('gyp ERR! stack Error: asked');
    await mkdir(join(folder, 'package/prebuilds'));
    await inPackage(`prebuilds/${process.platform}-${process.arch}.node`, '');
    expect(compile().status).toBe(0);
  });

  it("compiles Node 20's driver of SQLite on Node 20 alone", async () => {
    await failing('gyp ERR! stack Error: asked');
    await inPackage('package.json', '{"name":"better-sqlite3","version":"12.11.1"}');
    expect(compile().status).toBe(Number(process.versions.napi) < 10 ? 1 : 0);
  });
});
