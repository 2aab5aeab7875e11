import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkImports } from '../imports.ts';
import { checkStructure, limits } from '../structure.ts';

describe('The sizes of the sources', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'structure-'));
    await write('packages/plain/src/index.ts', 'export const plain = 1;\n');
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(file: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }

  async function problems(): Promise<string[]> {
    return (await checkStructure(root, (await checkImports(root)).imports)).problems;
  }

  const linesOf = (count: number) => 'export {};\n'.repeat(count);
  const functionOf = (count: number) => `export function busy() {\n${'  // on it\n'.repeat(count - 2)}}\n`;

  /** As many files as asked for, each importing the next one for a type alone. */
  async function chainOf(count: number): Promise<void> {
    for (let i = 1; i < count; i++)
      await write(`apps/long/src/${i}.ts`, `import type { T } from './${i + 1}.ts';\nexport type { T };\n`);
    await write(`apps/long/src/${count}.ts`, 'export type T = 1;\n');
  }

  it('are told: how much there is, and the longest of each kind', async () => {
    await chainOf(3);
    await write('apps/long/src/3.ts', `export type T = 1;\n${functionOf(5)}`);
    const { told } = await checkStructure(root, (await checkImports(root)).imports);
    expect(told).toEqual([
      '4 files, 11 lines, median file 2',
      'file        6  apps/long/src/3.ts',
      'function    5  apps/long/src/3.ts:2  export function busy() {',
      'chain       3  apps/long/src/1.ts → … → apps/long/src/3.ts',
      'chain       1  packages/plain/src/index.ts',
    ]);
  });

  it('pass as long as they keep to the limits', async () => {
    await write('packages/plain/src/file.ts', linesOf(limits.file));
    await write('packages/plain/src/function.ts', functionOf(limits.function));
    await chainOf(limits.chain);
    expect(await problems()).toEqual([]);
  });

  it('fail with a file that is too long', async () => {
    await write('packages/plain/src/file.ts', linesOf(limits.file + 1));
    expect(await problems()).toEqual([expect.stringMatching(/^file +301 {2}packages\/plain\/src\/file\.ts /)]);
  });

  it.each([
    ['that is declared', functionOf(limits.function + 1)],
    ['without a name', `export const busy =\n() => {\n${'\n'.repeat(limits.function - 1)}};\n`],
    ['of a class', `export class Busy {\nget busy() {\n${'\n'.repeat(limits.function - 1)}return 1; }\n}\n`],
  ])('fail with a function %s and is too long', async (_what, text) => {
    await write('packages/plain/src/busy.ts', text);
    expect(await problems()).toEqual([expect.stringMatching(/^function +61 {2}packages\/plain\/src\/busy\.ts:\d /)]);
  });

  it('fail with a chain of imports that is too long, types included', async () => {
    await chainOf(limits.chain + 1);
    expect(await problems()).toEqual([
      expect.stringMatching(/^chain +13 {2}apps\/long\/src\/1\.ts → .* → apps\/long\/src\/13\.ts /),
    ]);
  });

  it.each(['test/long.test.ts', 'src/migrations/0001.ts'])('leave %s aside', async (file) => {
    await write(`packages/plain/${file}`, linesOf(limits.file + 1));
    expect(await problems()).toEqual([]);
  });
});
