import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const ways = { '.br': promisify(brotliCompress), '.gz': promisify(gzip) };

/** Puts beside each script, style and drawing what it is compressed, once, so that no server has to. */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle: async () => {
      for (const name of await readdir(folder, { recursive: true })) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const file = join(folder, name);
        const bytes = await readFile(file);
        for (const [ending, compress] of Object.entries(ways)) await writeFile(file + ending, await compress(bytes));
      }
    },
  };
}
