import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { functionsOfTt } from './functions.ts';

const here = import.meta.dirname;
const compilers = {
  '5.0': createRequire(import.meta.url).resolve('typescript-5.0/bin/tsc'),
  '5.9': createRequire(import.meta.url).resolve('typescript-5.9/bin/tsc'),
  'of this repository': join(here, '../../../node_modules/typescript/bin/tsc'),
};

/** A mini program that has the package installed. */
let gadget = '';
beforeAll(async () => {
  gadget = await mkdtemp(join(tmpdir(), 'gadget-types-'));
  await cp(join(here, 'cases'), gadget, { recursive: true });
  await mkdir(join(gadget, 'node_modules'));
  await symlink(join(here, '..'), join(gadget, 'node_modules/feishu-gadget-types'));
});
afterAll(() => rm(gadget, { recursive: true, force: true }));

async function complaints(compiler: string, ...options: string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [compiler, ...options], { cwd: gadget });
  return run.then(
    ({ stdout }) => stdout,
    (failed: { stdout: string }) => failed.stdout,
  );
}

describe.each(Object.entries(compilers))('with TypeScript %s', (_version, compiler) => {
  it('what is right in a mini program is accepted, what is wrong is refused, and no library file complains', async () => {
    expect(await complaints(compiler, '-p', '.')).toBe('');
  });
});

it('plain JavaScript is held against them, its modules too', async () => {
  expect(await complaints(compilers['of this repository'], '-p', 'plain')).toBe('');
});

it('names what is wrong', async () => {
  const wrong = `tt.showToats({ title: '' });\nPage({ data: { n: 1 }, tap() { this.setData({ m: 1 }); } });\n`;
  await mkdir(join(gadget, 'wrong'));
  await writeFile(join(gadget, 'wrong/wrong.ts'), wrong);
  await writeFile(join(gadget, 'wrong/tsconfig.json'), '{ "extends": "../tsconfig.json", "include": ["."] }');
  const told = await complaints(compilers['of this repository'], '-p', 'wrong');
  expect(told).toContain("Property 'showToats' does not exist on type 'Tt'. Did you mean 'showToast'?");
  expect(told).toContain("'m' does not exist in type");
});

describe('each function of tt', () => {
  const functions = functionsOfTt(join(here, '../types/tt.d.ts'));

  it('is one of those that real mini programs call, or more', () => {
    expect(functions.length).toBeGreaterThanOrEqual(61);
    // Those that the wild ones call most often, however they are sorted into files.
    const names = functions.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        ...['request', 'uploadFile', 'downloadFile', 'chooseImage', 'previewImage', 'getUpdateManager', 'scanCode'],
        ...['stopPullDownRefresh', 'chooseContact', 'openSchema', 'getSetting', 'authorize', 'showActionSheet'],
        ...['setClipboardData', 'getClipboardData', 'showToast', 'showModal', 'getStorage', 'getLaunchOptionsSync'],
        ...['switchTab', 'navigateTo', 'getUserInfo', 'requestAccess', 'login', 'getSystemInfoSync'],
      ]),
    );
  });

  it('is called rightly by one of the cases, which compile', async () => {
    const cases = await readFile(join(here, 'cases/tt.ts'), 'utf8');
    const [right = ''] = cases.split('// Below, each line is wrong');
    expect(functions.map(({ name }) => name).filter((name) => !new RegExp(`\\btt\\.${name}\\b`).test(right))).toEqual(
      [],
    );
  });

  it('names its page of the documentation, and where the knowledge comes from', () => {
    const bare = functions.filter(
      ({ comment, see }) => !/Documented|Field/.test(comment) || !see.startsWith('https://open.feishu.cn/document/'),
    );
    expect(bare).toEqual([]);
    expect(new Set(functions.map(({ see }) => see)).size).toBe(functions.length);
  });
});
