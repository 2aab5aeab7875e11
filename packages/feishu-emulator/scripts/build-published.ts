/*
 * Builds what is published, as `prepack`: `dist/published` holds the package with `feishu-types` inside, as ES modules
 * and, beside them, as CommonJS, each with types of its own.
 */
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { addCommonJs, copyBuilt } from '../../../scripts/published/with-common-js.ts';
import { run } from '../../../scripts/run.ts';

const folder = join(import.meta.dirname, '..');
const published = join(folder, 'dist/published');
const inside = '@feishu-login/feishu-types';
const entries = [
  'index',
  'client/index',
  'control-api/index',
  'fixtures/playwright',
  'fixtures/vitest',
  'fixtures/jest',
  'intercept/intercept',
  'command/command',
  // Hands out the browser's modules, from where it lies.
  'pages/serve/scripts',
];

/** What is bundled is found by its place in the package. */
function leadInside(code: string, file: string): string {
  const place = relative(dirname(file), join(published, 'feishu-types/index.js')).split(sep).join('/');
  return code.replaceAll(`'${inside}'`, `'${place.startsWith('.') ? place : `./${place}`}'`);
}

await rm(published, { recursive: true, force: true });
const { ok, output } = await run('tsc', ['-b'], { folder: relative(join(folder, '../..'), folder) });
if (!ok) throw new Error(`Building the emulator failed:\n${output}`);
await copyBuilt(join(folder, '../feishu-types/dist'), join(published, 'feishu-types'), leadInside);
await copyBuilt(join(folder, 'dist'), published, leadInside);
// By itself, zod loads its messages in fifty languages.
await addCommonJs(published, entries, ['zod']);
// CommonJS starts in half of the time, and where Node can keep what it compiled, in less.
const command = [
  '#!/usr/bin/env node',
  "require('node:module').enableCompileCache?.();",
  "require('./command/command.cjs');",
];
await writeFile(join(published, 'bin.cjs'), `${command.join('\n')}\n`, { mode: 0o755 });
