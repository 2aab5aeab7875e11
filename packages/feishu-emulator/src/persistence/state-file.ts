import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isObject } from '../exchange/call.ts';
import { describeIssue } from '../state/issues.ts';
import { fingerprint } from '../state/secrets.ts';
import { type KeptState, keptState } from './kept-state.ts';

/** Another one for every change of what is kept; `test/persistence.test.ts` holds it against a file of this version. */
const version = 1;
const format = 'feishu-emulator state';

const header = z.object({ format: z.literal(format), version: z.number(), seal: z.string(), worlds: z.unknown() });
const worlds = z.record(z.string(), keptState);

/** Platforms by the name of their world; the first has none. */
export type KeptWorlds = Readonly<Record<string, KeptState>>;

/** A state file that cannot be used; the message says what to do. */
export class StateFileError extends Error {
  override name = 'StateFileError';
}

export function stateText(kept: Readonly<Record<string, object>>): string {
  const text = JSON.stringify(kept);
  return `{"format":${JSON.stringify(format)},"version":${version},"seal":"${fingerprint(text)}","worlds":${text}}\n`;
}

/** Nothing when there is no such file yet. */
export async function readStateFile(file: string): Promise<KeptWorlds | undefined> {
  const text = await readOrNothing(file);
  if (text === undefined) return undefined;
  const wrong = (what: string) => new StateFileError(`${file} ${what} Move it away to begin with the seed.`);
  const read = header.safeParse(parse(text));
  if (!read.success) throw wrong('is no state of feishu-emulator.');
  if (read.data.version !== version) {
    throw wrong(
      `holds a state of version ${read.data.version}; this feishu-emulator reads version ${version}. Start the one that wrote it.`,
    );
  }
  if (fingerprint(JSON.stringify(read.data.worlds)) !== read.data.seal) {
    throw wrong('was changed since it was written: seeds are for writing by hand.');
  }
  const checked = worlds.safeParse(read.data.worlds);
  if (checked.success) return checked.data;
  throw wrong(`does not fit:\n${checked.error.issues.slice(0, 5).map(describeIssue).join('\n')}\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isObject(error) && error.code === 'ENOENT') return undefined;
    throw new StateFileError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
