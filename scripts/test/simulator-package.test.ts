import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { locateChromium } from '../chromium/locate.ts';
import { pack } from '../published/pack.ts';
import { allPackages } from '../published/packages.ts';
import { repository } from '../run.ts';

const exec = promisify(execFile);
const example = join(repository, 'examples/mini-program-tests');
let folder = '';
let browser: Record<string, string> = {};

/** The packed simulator in a folder of somebody's project, beside the example's mini program and tests. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-package-'));
  const { executablePath, env } = await locateChromium();
  browser = { ...env, CHROMIUM_PATH: executablePath };
  const files: string[] = [];
  // Nothing is on the registry yet: the emulator that it needs is packed, too.
  for (const name of ['feishu-emulator', 'gadget-simulator']) {
    const found = allPackages().find(({ manifest }) => manifest.name === name);
    if (!found) throw new Error(`There is no ${name} to pack.`);
    const place = join(folder, 'packed', name);
    await mkdir(place, { recursive: true });
    files.push(await pack(found, place));
  }
  await writeFile(join(folder, 'package.json'), '{ "name": "somebody", "private": true }');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--engine-strict', '--ignore-scripts'];
  await exec('npm', ['install', ...quiet, ...files], { cwd: folder });
  for (const part of ['gadget', 'tests', 'vitest.config.mjs'])
    await cp(join(example, part), join(folder, part), { recursive: true });
  await symlink(await realpath(join(example, 'node_modules/vitest')), join(folder, 'node_modules/vitest'));
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in the folder, as if nothing of this repository were around. */
async function runs(program: string, args: string[]): Promise<string> {
  const { NODE_OPTIONS: _ours, ...env } = process.env;
  const { stdout, stderr } = await exec(program, args, { cwd: folder, env: { ...env, ...browser, NO_COLOR: '1' } });
  return stdout + stderr;
}

const tool = (path: string) => join(repository, 'node_modules', path);

describe('the packed simulator, installed in a folder of its own, works', () => {
  it('as a command', async () => {
    const [help, version] = await Promise.all([
      runs('npx', ['--no-install', 'gadget-simulator', '-h', '--lang', 'en']),
      runs('npx', ['--no-install', 'gadget-simulator', '--version']),
    ]);
    expect(help).toContain('Usage: gadget-simulator [folder]');
    expect(version).toMatch(/^\d+\.\d+\.\d+\n/);
  });

  it('in Jest, which requires it', async () => {
    const args = [tool('jest/bin/jest.js'), '--rootDir', folder, 'tests/shop.test.js'];
    expect(await runs(process.execPath, args)).toContain('3 passed');
  });

  it('in Vitest, which imports it', async () => {
    expect(await runs(process.execPath, ['node_modules/vitest/vitest.mjs', 'run'])).toContain('1 passed');
  });

  it.each([
    ['node16', 'use.mts'],
    ['node16', 'use.cts'],
  ])('in TypeScript with %s (%s)', async (module, file) => {
    const text = `import { launch, type Gadget } from 'gadget-simulator';
export async function use(): Promise<string> {
  const gadget: Gadget = await launch({ folder: 'gadget', person: '李四' });
  return gadget.page.$('.buy').text();
}
// @ts-expect-error: it is typed
void launch({ folder: 7 });`;
    await writeFile(join(folder, file), text);
    const roots = ['--types', 'node', '--typeRoots', tool('@types')];
    const args = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', module, ...roots, file];
    expect(await runs(process.execPath, [tool('typescript/bin/tsc'), ...args])).toBe('');
  });
});
