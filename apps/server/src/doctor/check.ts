import type { Config } from '../config/config.ts';
import type { DatabaseState } from '../db/operator/database-state.ts';
import type { Finding } from './finding.ts';
import type { DoctorsPlatform } from './platform.ts';
import type { Probe } from './probe.ts';
import type { Text } from './text.ts';

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

export interface Examined extends Pick<Check, 'id' | 'title'> {
  readonly findings: readonly Finding[];
}

export interface Examination {
  readonly app: Pick<Setup, 'config'> | undefined;
  readonly examined: readonly Examined[];
  /** Checks that need a configuration that can be used. */
  readonly skipped: number;
}
