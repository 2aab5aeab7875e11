import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedApp } from '../../scripts/emulated-platform.ts';

/** Secrets that show themselves by their shape: user tokens begin as the documented sample does. */
const shapes: [string, RegExp][] = [
  ['a token or cookie of ours', /fl[asrt]_[A-Za-z0-9_-]{20,}/],
  ['a user token of the platform', /eyJhbGciOi[A-Za-z0-9_-]{10,}/],
  ['an app or tenant token of the platform', /\b[at]-[A-Za-z0-9]{32,}/],
];

/** Shapes that sealed bytes in base64url do not take by chance. */
const shapesInFiles: [string, RegExp][] = [
  ['a token or cookie of ours', /fl[asrt]_[A-Za-z0-9_-]{43}_[A-Za-z0-9_-]{6}/],
  ['a user token of the platform', /eyJhbGciOi[A-Za-z0-9_-]{10,}/],
];

/**
 * Names the secrets that `text` gives away: what is secret by its shape, the app's secret, and the one-time codes that
 * were handed out. A third of a code is as good as a code.
 */
export function leaksIn(text: string, codes: Iterable<string>, looks = shapes): string[] {
  const known: [string, string][] = [['the app secret', seedApp.secret]];
  for (const code of codes) known.push(['a one-time code', code.slice(0, Math.max(12, Math.floor(code.length / 3)))]);
  return [
    ...looks.filter(([, shape]) => shape.test(text)).map(([name]) => name),
    ...known.filter(([, secret]) => text.includes(secret)).map(([name]) => name),
  ];
}

/** Of `leaksIn`, those that an answer to a client must not hold either: everything that is not the client's own. */
export function leaksInAnswer(text: string, codes: Iterable<string>): string[] {
  return leaksIn(text, codes).filter((name) => name !== 'a token or cookie of ours');
}

/** Holds the server's log and its SQLite files against the secrets of the run. */
export async function leaksOfRun(log: readonly string[], folder: string, codes: Iterable<string>): Promise<string[]> {
  const handedOut = [...codes];
  const found = log.flatMap((line) => leaksIn(line, handedOut).map((name) => `the log holds ${name}: ${line}`));
  for (const file of (await readdir(folder)).filter((name) => name.includes('.sqlite'))) {
    const bytes = await readFile(join(folder, file), 'latin1');
    found.push(...leaksIn(bytes, handedOut, shapesInFiles).map((name) => `${file} holds ${name}`));
  }
  return found;
}
