import { readFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Brand } from '@feishu-login/product/brand';
import { build, transform } from 'esbuild';
import { addLogo, paint, shownIn } from './paint.ts';
import { type Settings, settingsFrom } from './settings.ts';

const gadget = fileURLToPath(new URL('..', import.meta.url));
const source = join(gadget, 'src');

/** Where a build goes unless told otherwise: the folder to import in Feishu's developer tools. */
export const defaultOutput = join(gadget, 'dist');

/** Smaller than any other bundler makes it: ES2015 has no `async`, and esbuild's stand-in for it is one line. */
const compact = { target: 'es2015', minify: true, charset: 'utf8' } as const;
/** Nothing newer in style sheets than the views of old clients know. */
const oldestView = ['chrome61', 'safari10'];

/** What package.json allows: people wait for it when they open the mini program for the first time. */
const { largestBuild = 60_000 } = JSON.parse(readFileSync(join(gadget, 'package.json'), 'utf8')) as {
  largestBuild?: number;
};

/**
 * Builds the mini program into `output`, which is emptied first; returns its size in bytes. `project.config.json` lies
 * beside `app.json`: Feishu's command line tool takes no notice of `miniprogramRoot` for the PC client (official code).
 * @throws Error if the build without an operator's own texts is larger than `largestBuild` in package.json
 */
export async function buildGadget(settings: Settings, output = defaultOutput): Promise<number> {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  await bundleScripts(output, settings);
  await cp(source, output, { recursive: true, filter: (path) => !path.endsWith('.ts') && !isCode(path) });
  await paint(output, settings.brand);
  await compactStyles(output);
  await writeProjectConfig(output, settings.appId);
  const bytes = await sizeOf(output);
  await addLogo(output, settings.brand);
  if (bytes - lengthOf(settings.brand) <= largestBuild) return bytes;
  throw new Error(
    `The mini program is ${kilobytes(bytes)}; package.json allows ${kilobytes(largestBuild)} (largestBuild). See what has grown.`,
  );
}

function lengthOf(brand: Brand | undefined): number {
  return brand === undefined ? 0 : Buffer.byteLength(JSON.stringify(shownIn(brand)));
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** `lib/` holds code alone, which the bundler places itself. */
function isCode(path: string): boolean {
  return relative(source, path).split(/[\\/]/)[0] === 'lib';
}

/**
 * CommonJS with relative paths, as the runtime's `require` wants it (page "模块化"): one file for each page, and what several
 * share once, or each page would have a session of its own. esbuild shares modules between ES modules only, so each is
 * turned into CommonJS afterwards.
 */
async function bundleScripts(output: string, { apiUrl, appId, automatic, brand }: Settings): Promise<void> {
  const { pages } = JSON.parse(await readFile(join(source, 'app.json'), 'utf8')) as { pages: string[] };
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(['app', ...pages].map((name) => [name, join(source, `${name}.ts`)])),
    outdir: output,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    chunkNames: 'lib/[name]-[hash]',
    platform: 'neutral',
    conditions: ['@feishu-login/source'],
    define: {
      GADGET_API_URL: JSON.stringify(apiUrl),
      GADGET_APP_ID: JSON.stringify(appId),
      GADGET_AUTOMATIC: String(automatic),
      GADGET_BRAND: brand === undefined ? 'null' : JSON.stringify(JSON.stringify(shownIn(brand))),
    },
    ...compact,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, { format: 'cjs', ...compact });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, code);
  }
}

/** Without comments and the like. Templates stay as they are: what is wrong in one is found where it was written. */
async function compactStyles(folder: string): Promise<void> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.ttss'));
  for (const path of paths.map((name) => join(folder, name))) {
    const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: oldestView });
    await writeFile(path, code);
  }
}

async function writeProjectConfig(output: string, appId: string): Promise<void> {
  const template = JSON.parse(await readFile(join(gadget, 'project.config.json'), 'utf8')) as object;
  await writeFile(join(output, 'project.config.json'), `${JSON.stringify({ ...template, appid: appId }, null, 2)}\n`);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string', default: defaultOutput } } });
  const settings = settingsFrom(process.env);
  const bytes = await buildGadget(settings, values.out);
  console.log(
    `Mini program ${settings.appId} for ${settings.apiUrl}: ${kilobytes(bytes)} of ${kilobytes(largestBuild)}`,
  );
  console.log(`Import this folder in Feishu developer tools: ${values.out}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
