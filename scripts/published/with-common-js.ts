import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

/** Copies compiled code and types, without maps and build info: their sources are not in the package. */
export async function copyBuilt(
  from: string,
  to: string,
  change: (code: string, target: string) => string = (code) => code,
): Promise<void> {
  for (const file of await readdir(from, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(file) || file.startsWith('published')) continue;
    const target = join(to, file);
    await mkdir(dirname(target), { recursive: true });
    const code = await readFile(join(from, file), 'utf8');
    await writeFile(target, change(code, target).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
  }
}

/**
 * CommonJS beside the modules, in few files: each costs a start half a millisecond. Types of its own, too.
 * @param entries stay in their places: what is offered, and what reads files from where it lies
 * @param parts packages of which the files get what they use, and load no more
 */
export async function addCommonJs(
  published: string,
  entries: readonly string[],
  parts: readonly string[] = [],
): Promise<void> {
  const isPart = (id: string) => parts.some((name) => id.includes(`/node_modules/${name}/`));
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((name) => [name, join(published, `${name}.js`)])),
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    // Helpers of the bundler itself are bundled.
    external: (id) => !/^[./]|^\0|^@oxc-project\//.test(id) && !parts.includes(id),
    treeshake: { moduleSideEffects: (id) => !isPart(id) },
    logLevel: 'warn',
  });
  await bundle.write({
    dir: published,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'common-js/[name].cjs',
    exports: 'named',
  });
  await bundle.close();
  await addTypes(published);
}

/** The same, with relative imports that lead to `.cjs`. */
async function addTypes(published: string): Promise<void> {
  for (const file of await readdir(published, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const types = await readFile(join(published, file), 'utf8');
    const target = join(published, file.replace(/\.d\.ts$/, '.d.cts'));
    await writeFile(target, types.replace(/(['"])(\.{1,2}\/[^'"]+)\.js\1/g, '$1$2.cjs$1'));
  }
}
