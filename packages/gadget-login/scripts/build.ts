import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));

/** What the sign-in may cost a mini program, in bytes. */
export const mostBytes = 15_000;

/** With an `export` instead, esbuild adds 370 bytes to say the same to `require`. */
const wholeFile = `
  import { createFeishuLogin } from './feishu-login.ts';
  module.exports = { createFeishuLogin };
`;

/** Builds the sign-in as one ES2015 file, to be copied into any mini program and required; returns its size in bytes. */
export async function buildOneFile(folder: string): Promise<number> {
  await build({
    stdin: { contents: wholeFile, resolveDir: join(here, 'src') },
    outfile: join(folder, 'feishu-login.js'),
    bundle: true,
    minify: true,
    // Smaller than any other bundler makes it: ES2015 has no `async`, and esbuild's stand-in for it is one line.
    target: 'es2015',
    format: 'cjs',
    platform: 'neutral',
    charset: 'utf8',
    conditions: ['@feishu-login/source'],
  });
  const { length } = await readFile(join(folder, 'feishu-login.js'));
  if (length > mostBytes) throw new Error(`feishu-login.js has ${length} bytes; it may have ${mostBytes}`);
  return length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const folder = values.out ?? join(here, 'dist/one-file');
  const bytes = await buildOneFile(folder);
  // Or Node, which needs no such file, would take it for a module.
  if (values.out === undefined) await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  console.log(`feishu-login.js: ${(bytes / 1000).toFixed(1)} kB of ${mostBytes / 1000} kB, in ${folder}`);
}
