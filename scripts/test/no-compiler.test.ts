import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

const pnpmfile = join(repository, '.pnpmfile.cjs');
const replaced = `require(${JSON.stringify(pnpmfile)}); console.log(process.env.npm_config_node_gyp)`;

describe('An installation that has to compile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compiler-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function install(...commands: string[]): Promise<void> {
    for (const command of commands) {
      await writeFile(join(folder, command), '#!/bin/sh\n');
      await chmod(join(folder, command), 0o755);
    }
  }
  /** With nothing on the PATH but what the test has installed; npx has chosen a node-gyp of its own. */
  const node = (...args: string[]) =>
    spawnSync(process.execPath, args, { env: { PATH: folder, npm_config_node_gyp: 'its own' }, encoding: 'utf8' });

  it('says what is missing in both languages, and nothing else', async () => {
    await install('make');
    const substitute = node('-e', replaced).stdout.trim();
    const { status, stdout, stderr } = node(substitute, 'rebuild', '--release');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/缺少：python3, g\+\+。[\s\S]*is missing: python3, g\+\+\.\n/);
    expect(stderr.split('\n').filter(Boolean)).toHaveLength(5);
  });

  it('is left alone where everything is there', async () => {
    await install('make', 'python3', 'g++');
    expect(node('-e', replaced).stdout.trim()).toBe('its own');
  });
});
