/*
 * Builds the package in the current folder for publishing, as its `prepack`: ES modules in `dist`, CommonJS with types of
 * its own in `dist/cjs` where its `exports` offer it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { hasCommonJs } from './published/packages.ts';
import { type Outcome, repository, run } from './run.ts';

const folder = relative(repository, process.cwd());

/** What CommonJS needs otherwise; the rest is the package's own `tsconfig.json`. */
const commonJs = {
  outDir: 'dist/cjs',
  module: 'commonjs',
  moduleResolution: 'bundler',
  verbatimModuleSyntax: 'false',
  composite: 'false',
  incremental: 'false',
  declaration: 'true',
  tsBuildInfoFile: 'null',
};

function orThrow({ ok, output }: Outcome): void {
  if (!ok) throw new Error(`Building ${folder} failed:\n${output}`);
}

async function buildCommonJs(): Promise<void> {
  await rm('dist/cjs', { recursive: true, force: true });
  const options = Object.entries(commonJs).flatMap(([name, value]) => [`--${name}`, value]);
  orThrow(await run('tsc', ['-p', '.', ...options], { folder }));
  // Without it the files below would count as the package's own kind.
  await writeFile(join('dist/cjs', 'package.json'), '{ "type": "commonjs" }\n');
}

if (!existsSync('package.json')) throw new Error('Run it in the folder of a package.');
orThrow(await run('tsc', ['-b'], { folder }));
if (hasCommonJs(JSON.parse(readFileSync('package.json', 'utf8')))) await buildCommonJs();
