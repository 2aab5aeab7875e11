import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
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

/** Packages of Debian's, unpacked beside what the machine has. */
export interface Unpacked {
  /** Where a file of theirs is: `usr/lib/…`. @throws Error where none of them has it */
  find(file: string): string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The program `name` of this machine, or else that of Debian's `packages`: they are fetched with apt and unpacked into a
 * folder of ours, so that nothing is installed and no service starts.
 * @throws Error that says what to install, where there is no apt
 */
export async function debianProgram(name: string, packages: readonly string[]): Promise<Program> {
  const installed = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (installed !== undefined) return { path: installed, env: {} };
  const { find, env } = await debianPackages(name, packages);
  return { path: find(`bin/${name}`), env };
}

/**
 * Packages and whatever they need that this machine lacks, unpacked as above.
 * @param name what the folder is called: one for each choice of packages
 */
export async function debianPackages(name: string, packages: readonly string[]): Promise<Unpacked> {
  const root = join(cache, name);
  if (!existsSync(root)) await unpack(root, packages);
  const libraries = await foldersOf(join(root, 'usr/lib'), /-linux-gnu/);
  return {
    find: (file) => {
      const places = file.startsWith('bin/') ? [`usr/s${file}`, `usr/${file}`] : [file];
      const found = [root, '/'].flatMap((top) => places.map((place) => join(top, place))).find(existsSync);
      if (found === undefined) throw new Error(`Debian's ${packages.join(', ')} have no ${file}.`);
      return found;
    },
    env: libraries.length === 0 ? {} : { LD_LIBRARY_PATH: libraries.join(delimiter) },
  };
}

/** Complete or not there at all: several test processes may look at once. */
async function unpack(root: string, packages: readonly string[]): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await download(packages, folder).catch((cause: unknown) => {
      throw new Error(
        `A test runs a real ${packages[0]}, which this machine does not have and apt did not bring. Install it: apt-get install ${packages.join(' ')}`,
        { cause },
      );
    });
    const files = (await readdir(folder)).filter((file) => file.endsWith('.deb'));
    const unpacked = join(folder, 'root');
    await mkdir(unpacked);
    for (const file of files) await runFile('dpkg', ['-x', join(folder, file), unpacked]);
    await keepLinksInside(unpacked);
    // Somebody else was faster: theirs is as good.
    await rename(unpacked, root).catch((error: unknown) => {
      if (!existsSync(root)) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Links to a place of the whole machine lead to that place of what was unpacked, if it is there. */
async function keepLinksInside(root: string): Promise<void> {
  const { stdout } = await runFile('find', [root, '-type', 'l', '-lname', '/*', '-print0']);
  for (const link of stdout.split('\0').filter((path) => path !== '')) {
    const target = join(root, await readlink(link));
    if (!existsSync(target)) continue;
    await rm(link);
    await symlink(relative(dirname(link), target), link);
  }
}

/**
 * With what they need, where the machine does not have it. A new machine has no lists of packages yet; ours are kept
 * apart, so that the machine's own stay as they are.
 */
async function download(packages: readonly string[], folder: string): Promise<void> {
  const own = join(folder, 'apt');
  await mkdir(join(own, 'lists/partial'), { recursive: true });
  const apt = (...args: string[]) =>
    runFile('apt-get', ['-qq', '-o', `Dir::Cache=${own}`, '-o', `Dir::Cache::archives=${folder}`, ...noLock, ...args]);
  const get = (...options: string[]) =>
    apt(...options, '--yes', '--no-install-recommends', '--download-only', 'install', ...packages);
  await mkdir(join(folder, 'partial'));
  await get().catch(async () => {
    const lists = ['-o', `Dir::State::Lists=${join(own, 'lists')}`];
    await apt(...lists, 'update');
    await get(...lists);
  });
}

/** Nothing of the machine's is changed, and whoever runs tests may be nobody in particular. */
const noLock = ['-o', 'Debug::NoLocking=1'];

async function foldersOf(parent: string, name: RegExp): Promise<string[]> {
  const entries = existsSync(parent) ? await readdir(parent) : [];
  return entries.filter((entry) => name.test(entry)).map((entry) => join(parent, entry));
}
