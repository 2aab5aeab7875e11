/*
 * Builds what is published, as `prepack`: `dist/published` holds the package with `feishu-types` inside, as ES modules
 * and, beside them, as CommonJS, each with types of its own.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
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
];

/** Copies compiled code and types, without maps and build info: their sources are not in the package. */
async function copyBuilt(from: string, to: string): Promise<void> {
  for (const file of await readdir(from, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(file) || file.startsWith('published')) continue;
    const target = join(to, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, leadInside(await readFile(join(from, file), 'utf8'), target));
  }
}

/** What is bundled is found by its place in the package. */
function leadInside(code: string, file: string): string {
  const place = relative(dirname(file), join(published, 'feishu-types/index.js')).split(sep).join('/');
  return code
    .replaceAll(`'${inside}'`, `'${place.startsWith('.') ? place : `./${place}`}'`)
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}

/** One CommonJS file beside each module: what is read at run time lies where the modules find it. */
async function addCommonJs(): Promise<void> {
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(published, `${name}.js`)])),
    platform: 'node',
    // Helpers of the bundler itself are bundled.
    external: (id) => !/^[./]|^\0|^@oxc-project\//.test(id),
    treeshake: false,
    logLevel: 'warn',
  });
  await bundle.write({
    dir: published,
    format: 'cjs',
    preserveModules: true,
    preserveModulesRoot: published,
    entryFileNames: '[name].cjs',
    exports: 'named',
  });
  await bundle.close();
}

/** The types once more, for CommonJS: the same, with relative imports that lead to `.cjs`. */
async function addCommonJsTypes(): Promise<void> {
  for (const file of await readdir(published, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const types = await readFile(join(published, file), 'utf8');
    const target = join(published, file.replace(/\.d\.ts$/, '.d.cts'));
    await writeFile(target, types.replace(/(['"])(\.{1,2}\/[^'"]+)\.js\1/g, '$1$2.cjs$1'));
  }
}

await rm(published, { recursive: true, force: true });
const { ok, output } = await run('tsc', ['-b'], { folder: relative(join(folder, '../..'), folder) });
if (!ok) throw new Error(`Building the emulator failed:\n${output}`);
await copyBuilt(join(folder, '../feishu-types/dist'), join(published, 'feishu-types'));
await copyBuilt(join(folder, 'dist'), published);
await addCommonJs();
await addCommonJsTypes();
await writeFile(join(published, 'bin.js'), "#!/usr/bin/env node\nimport './command/command.js';\n", { mode: 0o755 });
