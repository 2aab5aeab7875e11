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

/** Runs a command whose output goes to a program. */
export function operator(env: Env, ...args: string[]): Promise<Ran> {
  return run(env, undefined, args);
}

/** Runs a command as a terminal of so many columns without colours would. */
export function operatorAt(terminalWidth: number, env: Env, ...args: string[]): Promise<Ran> {
  return run(env, terminalWidth, args);
}

async function run(env: Env, terminalWidth: number | undefined, args: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runOperator({
    args,
    env,
    colour: false,
    terminalWidth,
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
