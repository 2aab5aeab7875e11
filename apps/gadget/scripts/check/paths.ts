import { posix } from 'node:path';

/** A path as a mini program writes it, from the file that names it: `/x` begins at the root of the mini program. */
export function targetPath(from: string, target: string, root: string): string {
  return target.startsWith('/') ? root + target.replace(/^\/+/, '') : posix.join(posix.dirname(from), target);
}

/** What `path` may mean: itself, with the ending, or an `index` in the folder of this name. */
export function candidatesFor(path: string, ending: string): string[] {
  return [path, `${path}${ending}`, `${path}/index${ending}`];
}
