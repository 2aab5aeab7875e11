import type { Text } from './terminal/language.ts';
import type { Screen } from './terminal/screen.ts';

/** What a command gets from the process that runs it. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly screen: Screen;
  /** Aborted when somebody ends the command; only one that asks for it goes on until then. */
  readonly stopped: () => AbortSignal;
}

export interface Command {
  /** As typed: `users show`. */
  readonly name: string;
  /** What follows the name, for the help. */
  readonly usage: string;
  readonly does: Text;
  readonly options: readonly (readonly [string, Text])[];
  /** @returns the exit code */
  readonly run: (context: Context, args: readonly string[]) => Promise<number>;
}
