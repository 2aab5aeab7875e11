import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { functionsOf } from './function-lengths.ts';
import { type ImportGraph, longestChain } from './import-chain.ts';

/** The most that `pnpm check` lets pass: lines of a file, lines of a function, files of a chain of imports. */
export const limits = { file: 300, function: 60, chain: 12 } as const;

/** A migration tells what was done once; it is long and is not changed any more. */
const notMeasured = /\/(?:test|fixtures|migrations)\//;

interface Measured {
  kind: keyof typeof limits;
  size: number;
  where: string;
  /** The same at a glance, where it is long. */
  glance?: string;
}

export interface StructureReport {
  /** Sizes at a glance: how much there is, and the longest of each kind. */
  told: string[];
  /** Whatever is over a limit, with its place. */
  problems: string[];
}

/** Measures the sources under `root`; `imports` names them all. */
export async function checkStructure(root: string, imports: ImportGraph): Promise<StructureReport> {
  const paths = [...imports.keys()].filter((path) => !notMeasured.test(path)).sort();
  const sources = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  );
  const files = sources.map(({ path, text }) => measured('file', linesOf(text), path));
  const functions = sources.flatMap(({ path, text }) =>
    functionsOf(path, text).map(({ line, lines, head }) => measured('function', lines, `${path}:${line}  ${head}`)),
  );
  const chains = packagesOf(paths).map((own) => {
    const chain = longestChain(imports, new Set(own));
    return { ...measured('chain', chain.length, chain.join(' → ')), glance: endsOf(chain) };
  });
  const sizes = files.map(({ size }) => size).sort((a, b) => a - b);
  const lines = sizes.reduce((sum, size) => sum + size, 0);
  return {
    told: [
      `${files.length} files, ${lines} lines, median file ${sizes[Math.floor(sizes.length / 2)] ?? 0}`,
      ...[files, functions].flatMap((all) =>
        longestFirst(all)
          .slice(0, 1)
          .map((one) => said(one)),
      ),
      ...longestFirst(chains).map((one) => said(one, one.glance)),
    ],
    problems: longestFirst([...files, ...functions, ...chains].filter(({ kind, size }) => size > limits[kind])).map(
      (one) => `${said(one)}  (at most ${limits[one.kind]})`,
    ),
  };
}

function measured(kind: Measured['kind'], size: number, where: string): Measured {
  return { kind, size, where };
}

function said({ kind, size, where }: Measured, place = where): string {
  return `${kind.padEnd(8)} ${String(size).padStart(4)}  ${place}`;
}

function endsOf(chain: readonly string[]): string {
  const [first = '', last] = [chain[0], chain.at(-1)];
  return last === undefined || chain.length === 1 ? first : `${first} → … → ${last}`;
}

function longestFirst(all: readonly Measured[]): Measured[] {
  return all.toSorted((a, b) => b.size - a.size);
}

function linesOf(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** The files of each package: of `apps` and `packages` those below one more folder. */
function packagesOf(paths: readonly string[]): string[][] {
  const packageOf = (path: string) => /^(?:(?:apps|packages)\/)?[^/]+/.exec(path)?.[0];
  return [...new Set(paths.map(packageOf))].map((name) => paths.filter((path) => packageOf(path) === name));
}
