import type { Config } from '../../config/config.ts';
import type { DatabaseState } from '../../db/operator/database.ts';
import type { Text } from '../terminal/language.ts';
import type { DoctorsPlatform } from './platform.ts';
import type { Probe } from './probe.ts';

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

export interface Check {
  readonly id: string;
  readonly title: Text;
  readonly run: (setup: Setup) => Promise<readonly Finding[]>;
}

/** What the checks look at. */
export interface Setup {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  readonly platform: DoctorsPlatform;
  readonly probe: Probe;
  readonly lookAtDatabase: (url: string) => Promise<DatabaseState>;
}
