/*
 * Builds what is published, as `prepack`: `dist/published` holds the package as ES modules and, beside them, as CommonJS,
 * each with types of its own, and the script for the browser, ready made: whoever installs it needs no bundler.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { addCommonJs, copyBuilt } from '../../../scripts/published/with-common-js.ts';
import { repository, run } from '../../../scripts/run.ts';

const folder = join(import.meta.dirname, '..');
const published = join(folder, 'dist/published');

await rm(published, { recursive: true, force: true });
const { ok, output } = await run('tsc', ['-b'], { folder: relative(repository, folder) });
if (!ok) throw new Error(`Building the simulator failed:\n${output}`);
const { runtimeCode }: typeof import('../src/runtime-code.ts') = await import(join(folder, 'dist/runtime-code.js'));
await copyBuilt(join(folder, 'dist'), published);
await writeFile(join(published, 'browser-runtime.js'), await runtimeCode());
await rm(join(published, 'browser'), { recursive: true });
await addCommonJs(published, ['index']);
await writeFile(join(published, 'bin.js'), "#!/usr/bin/env node\nimport './command/command.js';\n", { mode: 0o755 });
