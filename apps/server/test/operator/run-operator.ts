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

/** Runs a command that goes on until it is stopped. */
export function operatorUntil(stopped: AbortSignal, env: Env, ...args: string[]): Promise<Ran> {
  return run(env, undefined, args, { stopped: () => stopped });
}

/** Runs a command whose output is taken as `taken` says; what it printed since the last time is counted for it. */
export function operatorInto(taken: (lines: number) => Promise<void>, env: Env, ...args: string[]): Promise<Ran> {
  return run(env, undefined, args, { taken });
}

interface Terminal {
  readonly stopped: () => AbortSignal;
  readonly taken: (lines: number) => Promise<void>;
}

async function run(
  env: Env,
  terminalWidth: number | undefined,
  args: readonly string[],
  { stopped = () => AbortSignal.abort(), taken = async () => undefined }: Partial<Terminal> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  let lines = 0;
  const code = await runOperator({
    args,
    env,
    colour: false,
    terminalWidth,
    stopped,
    taken: () => {
      const printed = lines;
      lines = 0;
      return taken(printed);
    },
    out: (text) => {
      out += text;
      lines += 1;
    },
    err: (text) => {
      err += text;
    },
  });
  if (stripVTControlCharacters(out + err) !== out + err) throw new Error('Colours were written where there are none.');
  return { code, out, err, json: () => JSON.parse(out) };
}
