import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './run.ts';

const runFile = promisify(execFile);
const cache = join(repository, 'node_modules/.cache/debian');

/** A program that tests run for real. */
export interface Program {
  readonly path: string;
  /** What its process needs besides our own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The program `name` of this machine, or else that of Debian's `packages`: they are fetched with apt and unpacked into a
 * folder of ours, so that nothing is installed and no service starts.
 * @param packages the one that has the program and those of its libraries that a bare machine may lack
 * @throws Error that says what to install, where there is no apt
 */
export async function debianProgram(name: string, packages: readonly string[]): Promise<Program> {
  const installed = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (installed !== undefined) return { path: installed, env: {} };
  const root = join(cache, name);
  if (!existsSync(root)) await unpack(root, packages);
  const libraries = await foldersOf(join(root, 'usr/lib'), /-linux-gnu/);
  const path = ['usr/sbin', 'usr/bin'].map((folder) => join(root, folder, name)).find((file) => existsSync(file));
  if (path === undefined) throw new Error(`Debian's ${packages[0]} has no program ${name}.`);
  return { path, env: { LD_LIBRARY_PATH: libraries.join(delimiter) } };
}

/** Complete or not there at all: several test processes may look at once. */
async function unpack(root: string, packages: readonly string[]): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await download(packages, folder).catch((cause: unknown) => {
      throw new Error(
        `A test runs a real ${packages[0]}, which this machine does not have and apt did not bring. Install it: apt-get install ${packages[0]}`,
        { cause },
      );
    });
    const files = (await readdir(folder)).filter((file) => file.endsWith('.deb'));
    const unpacked = join(folder, 'root');
    for (const file of files) await runFile('dpkg', ['-x', join(folder, file), unpacked]);
    // Somebody else was faster: theirs is as good.
    await rename(unpacked, root).catch((error: unknown) => {
      if (!existsSync(root)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A new machine has no lists of packages yet; ours are kept apart, so that the machine's own stay as they are. */
async function download(packages: readonly string[], folder: string): Promise<void> {
  const get = (options: readonly string[]) =>
    runFile('apt-get', ['-qq', ...options, 'download', ...packages], { cwd: folder });
  await get([]).catch(async () => {
    const own = join(folder, 'apt');
    await mkdir(join(own, 'lists/partial'), { recursive: true });
    const lists = [
      '-o',
      `Dir::State::Lists=${join(own, 'lists')}`,
      '-o',
      `Dir::Cache=${own}`,
      '-o',
      'Debug::NoLocking=1',
    ];
    await runFile('apt-get', ['-qq', ...lists, 'update']);
    await get(lists);
  });
}

async function foldersOf(parent: string, name: RegExp): Promise<string[]> {
  const entries = existsSync(parent) ? await readdir(parent) : [];
  return entries.filter((entry) => name.test(entry)).map((entry) => join(parent, entry));
}
