import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack } from '../published/pack.ts';
import { allPackages } from '../published/packages.ts';
import { repository } from '../run.ts';

const exec = promisify(execFile);
let folder = '';

/** The packed emulator alone, in a folder of somebody's project. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-package-'));
  await mkdir(join(folder, 'packed'));
  const emulator = allPackages().find(({ manifest }) => manifest.name === 'feishu-emulator');
  if (!emulator) throw new Error('There is no emulator to pack.');
  const file = await pack(emulator, join(folder, 'packed'));
  await writeFile(join(folder, 'package.json'), '{ "name": "somebody", "private": true }');
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--engine-strict', '--ignore-scripts'];
  await exec('npm', ['install', ...quiet, file], { cwd: folder });
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in the folder, as if nothing of this repository were around. */
async function runs(program: string, args: string[]): Promise<string> {
  const { NODE_OPTIONS: _ours, ...env } = process.env;
  const { stdout, stderr } = await exec(program, args, { cwd: folder, env });
  return stdout + stderr;
}

const tool = (path: string) => join(repository, 'node_modules', path);

/** A sign-in, and the panel's scripts, which are read at run time. */
const use = `
  const emulator = await startEmulator();
  const { code } = await createControl(emulator.url).mintCode({});
  const app = emulator.state.apps.first();
  const answer = await fetch(emulator.url + '/open-apis/authen/v2/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'authorization_code', client_id: app?.app_id, client_secret: app?.app_secret, code }),
  });
  const script = await fetch(emulator.url + '/_emulator/client/h5sdk.js');
  await emulator.close();
  const seen = [answer.status, script.status];`;
const imports = `import { startEmulator } from 'feishu-emulator';\nimport { createControl } from 'feishu-emulator/control';\n`;
const requires = `const { startEmulator } = require('feishu-emulator');\nconst { createControl } = require('feishu-emulator/control');\n`;

describe('the packed emulator, installed alone, works', () => {
  it('as an ES module', async () => {
    await writeFile(join(folder, 'use.mjs'), `${imports}${use}\nconsole.log(String(seen));`);
    expect(await runs(process.execPath, ['use.mjs'])).toBe('200,200\n');
  });

  it('in CommonJS', async () => {
    await writeFile(join(folder, 'use.cjs'), `${requires}(async () => {${use}\nconsole.log(String(seen));\n})();`);
    expect(await runs(process.execPath, ['use.cjs'])).toBe('200,200\n');
  });

  it('in Jest as it comes', async () => {
    const test = `${requires}test('signs in', async () => {${use}\nexpect(seen).toEqual([200, 200]);\n});`;
    await writeFile(join(folder, 'use.test.js'), test);
    expect(await runs(process.execPath, [tool('jest/bin/jest.js'), '--rootDir', folder])).toContain('1 passed');
  });

  it.each([
    ['node16', 'use.mts', ['--module', 'node16']],
    ['node16', 'use.cts', ['--module', 'node16']],
    ['bundler', 'bundled.ts', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('in TypeScript with %s (%s)', async (_resolution, file, options) => {
    const text = `${imports}export async function use(): Promise<number[]> {${use}\nreturn seen;\n}\n// @ts-expect-error: it is typed
void startEmulator({ port: 'x' });`;
    await writeFile(join(folder, file), text);
    const args = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', '', ...options, file];
    expect(await runs(process.execPath, [tool('typescript/bin/tsc'), ...args])).toBe('');
  });

  it('as a command', async () => {
    expect(await runs('npx', ['--no-install', 'feishu-emulator', '--help', '--lang', 'en'])).toContain('Usage');
  });
});
