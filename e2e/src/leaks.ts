import { seedApp } from '../../scripts/emulated-platform.ts';

/** Secrets that show themselves by their shape: user tokens begin as the documented sample does. */
const shapes: [string, RegExp][] = [
  ['a token or cookie of ours', /fl[asrth]_[A-Za-z0-9_-]{20,}/],
  ['a user token of the platform', /eyJhbGciOi[A-Za-z0-9_-]{10,}/],
  ['an app or tenant token of the platform', /\b[at]-[A-Za-z0-9]{32,}/],
];

/** Shapes that sealed bytes in base64url do not take by chance. */
const shapesInDatabases: [string, RegExp][] = [
  ['a token or cookie of ours', /fl[asrth]_[A-Za-z0-9_-]{43}_[A-Za-z0-9_-]{6}/],
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

/** Holds the server's log and what it kept against the secrets of the run. */
export function leaksOfRun(log: readonly string[], kept: string, codes: Iterable<string>): string[] {
  const handedOut = [...codes];
  return [
    ...log.flatMap((line) => leaksIn(line, handedOut).map((name) => `the log holds ${name}: ${line}`)),
    ...leaksIn(kept, handedOut, shapesInDatabases).map((name) => `the database holds ${name}`),
  ];
}
