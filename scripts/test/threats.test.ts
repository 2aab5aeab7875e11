import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

/** The parts of this repository that may have tests. */
const parts = ['e2e', 'scripts', ...['apps', 'packages'].flatMap((parent) => foldersIn(parent))];

function foldersIn(parent: string): string[] {
  return readdirSync(join(repository, parent)).map((part) => join(parent, part));
}

/** Suites that several tests share lie beside them, so every source in a folder of tests is read. */
const tests = parts
  .map((part) => join(repository, part, 'test'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => /\.tsx?$/.test(file));

/** A name, or what is put in for `%s` at the beginning of one, starts with its rows, a comma between and a colon after. */
const naming = /['"`]([A-X]\d+(?:, [A-X]\d+)*): /g;

const namedBy = new Map<string, string>();
for (const file of tests) {
  for (const [, rows = ''] of readFileSync(file, 'utf8').matchAll(naming)) {
    for (const row of rows.split(', ')) namedBy.set(row, relative(repository, file));
  }
}

const rows = [...readFileSync(join(repository, 'docs/threats.md'), 'utf8').matchAll(/^\| ([A-X]\d+)(?: ★)? \| /gm)].map(
  ([, row = '']) => row,
);

describe('The table of threats', () => {
  it('has each row once', () => {
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter((row, i) => rows.indexOf(row) !== i)).toEqual([]);
  });

  it('has no row without a test', () => {
    expect(rows.filter((row) => !namedBy.has(row))).toEqual([]);
  });

  it('has every row that a test names', () => {
    expect([...namedBy].filter(([row]) => !rows.includes(row))).toEqual([]);
  });
});
