/*
 * `pnpm gadget:new <folder>`: a copy of `apps/gadget` that stands by itself. The packages it needs of this repository lie
 * in its `packages/` as they would be published, until a registry has them.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pack } from './published/pack.ts';
import { allPackages, type Package } from './published/packages.ts';
import { repository, run } from './run.ts';

const template = join(repository, 'apps/gadget');
const copied = ['src', 'types', 'scripts', 'project.config.json'];
const readmes = ['README.md', 'README.zh-CN.md'];

/** The commands of this repository that are about the mini program, by the names its messages call them. */
const commands = {
  'gadget:build': 'tsx scripts/build.ts',
  'gadget:check': 'tsc -p . && tsx scripts/check/check.ts',
  'gadget:show': 'gadget-simulator dist',
  'gadget:opdev': 'tsx scripts/upload/by-hand.ts',
  'gadget:preview': 'tsx scripts/upload/preview.ts',
  'gadget:upload': 'tsx scripts/upload/upload.ts',
};

interface Json {
  readonly [name: string]: Record<string, string> | undefined;
}

const json = async (path: string): Promise<Json> => JSON.parse(await readFile(path, 'utf8'));
const write = (path: string, value: object) => writeFile(path, `${JSON.stringify(value, null, 2)}\n`);

async function main(): Promise<void> {
  const [wanted] = process.argv.slice(2);
  if (wanted === undefined) throw new Error('Usage: pnpm gadget:new <folder>');
  // pnpm runs this in the root of the repository, wherever it was called.
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), wanted);
  if (existsSync(folder) && (await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);
  await mkdir(folder, { recursive: true });
  for (const name of copied) await cp(join(template, name), join(folder, name), { recursive: true });
  for (const name of readmes)
    await writeFile(join(folder, name), withoutOutside(await readFile(join(template, name), 'utf8')));
  await writeFile(join(folder, '.gitignore'), 'node_modules/\ndist/\n');
  await cp(join(repository, 'examples/gadget-ci/upload.yml'), join(folder, '.github/workflows/upload.yml'));
  await writeManifest(folder, await packInto(join(folder, 'packages')));
  await writeCompilerOptions(folder);
  console.log(`A mini program of your own: ${folder}`);
  console.log('In it: npm install, then npm run gadget:check and npm run gadget:build. Its README tells how to go on.');
}

/** The text of links that lead out of the folder stays; where they lead is not there. */
function withoutOutside(readme: string): string {
  return readme.replace(/\[([^\]]+)\]\(\.\.\/[^)]*\)/g, '$1');
}

/** Packs what the mini program needs of this repository. @returns where each package lies, from the copy */
async function packInto(destination: string): Promise<Record<string, string>> {
  const { ok, output } = await run('tsc', ['-b']);
  if (!ok) throw new Error(`The packages cannot be built:\n${output}`);
  await mkdir(destination);
  const packed: Record<string, string> = {};
  for (const one of await needed()) {
    const place = await mkdtemp(join(tmpdir(), 'packing-'));
    const file = await pack(one, place);
    await cp(file, join(destination, basename(file)));
    await rm(place, { recursive: true });
    packed[one.manifest.name] = `file:packages/${basename(file)}`;
  }
  return packed;
}

/** The packages of this repository that the mini program depends on, and those that they depend on. */
async function needed(): Promise<Package[]> {
  const { dependencies, devDependencies } = await json(join(template, 'package.json'));
  const found = new Map<string, Package>();
  const add = (names: readonly string[]): void => {
    for (const one of allPackages().filter(({ manifest }) => names.includes(manifest.name))) {
      if (found.has(one.manifest.name)) continue;
      found.set(one.manifest.name, one);
      add(Object.keys(one.manifest.dependencies ?? {}));
    }
  };
  add(Object.keys({ ...dependencies, ...devDependencies }));
  return [...found.values()];
}

async function writeManifest(folder: string, packed: Record<string, string>): Promise<void> {
  const own = await json(join(template, 'package.json'));
  const { devDependencies: tools = {} } = await json(join(repository, 'package.json'));
  const others = Object.entries(own.devDependencies ?? {}).filter(([name]) => packed[name] === undefined);
  // Their dependencies on each other mean these files, too: no registry has this version yet.
  const overrides = Object.fromEntries(Object.keys(packed).map((name) => [name, `$${name}`]));
  await write(join(folder, 'package.json'), {
    name: basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-'),
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: commands,
    // Ours has little room left, and is about to be added to.
    largestBuild: 200_000,
    dependencies: packed,
    devDependencies: { ...Object.fromEntries(others), tsx: tools.tsx, typescript: tools.typescript },
    overrides,
    pnpm: { overrides },
  });
}

/** Without what only a repository of several packages has. */
async function writeCompilerOptions(folder: string): Promise<void> {
  const [base, own] = await Promise.all(
    [join(repository, 'tsconfig.base.json'), join(template, 'tsconfig.json')].map(json),
  );
  const { customConditions: _, tsBuildInfoFile: __, ...shared } = base?.compilerOptions ?? {};
  await write(join(folder, 'tsconfig.json'), {
    compilerOptions: { ...shared, ...own?.compilerOptions },
    include: own?.include,
  });
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
