import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Folder {
  dist: string;
  remove(): Promise<void>;
}

/** A built mini program of these files; `app.json` lists the pages that are there. */
export async function gadgetFolder(files: Record<string, string>, app: object = {}): Promise<Folder> {
  const dist = await mkdtemp(join(tmpdir(), 'simulated-'));
  const pages = Object.keys(files)
    .filter((path) => /^pages\/.*\.js$/.test(path))
    .map((path) => path.replace(/\.js$/, ''));
  const all: Record<string, string> = {
    'app.js': 'App({})',
    'app.json': JSON.stringify({ pages, ...app }),
    ...files,
  };
  await mkdir(join(dist, 'root'));
  await writeFile(join(dist, 'project.config.json'), JSON.stringify({ appid: 'cli_1', miniprogramRoot: 'root' }));
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(dist, 'root', path)), { recursive: true });
    await writeFile(join(dist, 'root', path), text);
  }
  return { dist, remove: () => rm(dist, { recursive: true, force: true }) };
}
