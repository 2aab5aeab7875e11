import type { Text } from './text.ts';

/**
 * `ok`: as it should be. `note`: worth knowing, or cannot be told from here. `warning`: works, and should be better.
 * `problem`: must be fixed. `unasked`: whoever knows did not answer.
 */
export type Level = 'ok' | 'note' | 'warning' | 'problem' | 'unasked';

export interface Finding {
  readonly level: Level;
  readonly what: Text;
  /** What it means for people who want to sign in. */
  readonly meaning?: Text;
  readonly fix?: Text;
  /** To be copied letter by letter. */
  readonly lines?: readonly string[];
  readonly platformCode?: number;
}
