import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file of the mini program, its path relative to the folder that is checked. */
export interface GadgetFile {
  path: string;
  bytes: Buffer;
  text: string;
}

/** The files by their path, sorted. */
export type GadgetFiles = ReadonlyMap<string, GadgetFile>;

/** An error stops an upload; a warning is something to look at. */
export type Severity = 'error' | 'warning';

/** Something that is wrong; lines and columns count from 1. */
export interface Problem extends Place {
  severity: Severity;
  message: string;
}

interface Place {
  file: string;
  line?: number;
  column?: number;
}

/** What is written by hand, or what would be uploaded as it is. */
export type Profile = 'source' | 'built';

/** What Feishu's tool never uploads: folders with a dot, and `node_modules` at the top (by trial). */
const leftOut = /(?:^|\/)\.[^/]+\/|^node_modules\//;

export async function readFiles(folder: string): Promise<GadgetFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !leftOut.test(path))
    .sort();
  const files = paths.map(async (path): Promise<[string, GadgetFile]> => {
    const bytes = await readFile(join(folder, path));
    return [path, { path, bytes, text: bytes.toString('utf8') }];
  });
  return new Map(await Promise.all(files));
}

/** Offsets at which the lines of a file begin: found once, however much there is to say about the file. */
const lineStarts = new WeakMap<GadgetFile, number[]>();

function startsOf(file: GadgetFile): number[] {
  const known = lineStarts.get(file);
  if (known !== undefined) return known;
  const starts = [0];
  for (let end = file.text.indexOf('\n'); end !== -1; end = file.text.indexOf('\n', end + 1)) starts.push(end + 1);
  lineStarts.set(file, starts);
  return starts;
}

/** Where in a file something is: for the message. */
export function placeAt(file: GadgetFile, offset: number): Required<Place> {
  const starts = startsOf(file);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { file: file.path, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** Where a text first occurs in a file; the file alone where it does not. */
export function placeOf(file: GadgetFile, text: string): Place {
  const offset = file.text.indexOf(text);
  return offset === -1 ? { file: file.path } : placeAt(file, offset);
}

export function describe({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place}  ${message}`;
}
