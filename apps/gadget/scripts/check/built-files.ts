import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file of the build, its path relative to the folder that would be uploaded. */
export interface BuiltFile {
  path: string;
  bytes: Buffer;
  text: string;
}

/** Something that is wrong; lines and columns count from 1. */
export interface Problem {
  file: string;
  line?: number;
  column?: number;
  message: string;
}

export async function readFiles(dist: string): Promise<BuiltFile[]> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async (path) => {
      const bytes = await readFile(path);
      return { path: relative(dist, path).split(sep).join('/'), bytes, text: bytes.toString('utf8') };
    }),
  );
}

/** Where in a file something is: for the message. */
export function placeAt({ path, text }: BuiltFile, offset: number): Required<Omit<Problem, 'message'>> {
  const lines = text.slice(0, offset).split('\n');
  return { file: path, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Where a text first occurs in a file; the file alone where it does not. */
export function placeOf(file: BuiltFile, text: string): Omit<Problem, 'message'> {
  const offset = file.text.indexOf(text);
  return offset === -1 ? { file: file.path } : placeAt(file, offset);
}

export function describe({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place}  ${message}`;
}
