import { stripVTControlCharacters } from 'node:util';
import { runOperator } from '../../src/operator/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The result of `--json`; what it is supposed to be is up to the test. */
  json<T = Record<string, unknown>>(): T;
}

export type Env = Record<string, string | undefined>;

/** Runs a command as a terminal without colours would. */
export async function operator(env: Env, ...args: string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runOperator({
    args,
    env,
    colour: false,
    width: 100,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  if (stripVTControlCharacters(out + err) !== out + err) throw new Error('Colours were written where there are none.');
  return { code, out, err, json: () => JSON.parse(out) };
}
