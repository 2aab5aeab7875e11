import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

const folder = fileURLToPath(new URL('../../src/db', import.meta.url));
const home = 'live-session.ts';

/** What only one file may say: when a session is live, and that it has ended. */
const ownWords = {
  'a session ends': /\b(?:ended_at|end_reason|sessions_valid_after)\s*=(?!=)/,
  'a session has ended': /\bended_at\s*(?:is\b|[!=]==?|[<>])/,
  'a session is past its longest life': /[<>]=?\s*[\w.]*\babsolute_expires_at\b|\babsolute_expires_at\s*[<>]/,
  'a session was cut off': /\bcreated_at\s*[<>]=?\s*[\w.]*\bsessions_valid_after\b/,
};

function saying(pattern: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.filter((name) => pattern.test(readFileSync(join(folder, name), 'utf8')));
}

it.each(Object.entries(ownWords))('That %s is said in one place', (_what, pattern) => {
  expect(saying(pattern)).toEqual([home]);
});
