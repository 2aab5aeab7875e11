import type { Postgres } from '../databases.ts';

export type Language = 'zh' | 'en';

/** One thing said in both languages. */
export type Text = Readonly<Record<Language, string>>;

/** Something that was promised, and what came of it. */
export interface Figure {
  readonly what: Text;
  readonly promised: string;
  readonly measured: string;
  readonly met: boolean;
  /** It tells as much of chance, or of how busy the machine is, as of the server: tests do not judge it, the command does. */
  readonly loose?: true;
}

/** One kind of trouble, brought about on purpose while people use the server. */
export interface FaultRun {
  readonly name: string;
  readonly about: Text;
  run(ground: Ground): Promise<readonly Figure[]>;
}

export type DatabaseKind = 'SQLite' | 'PostgreSQL';

/** What a run stands on. Everything on it goes away with it. */
export interface Ground {
  /** As nightly, or as in the tests. */
  readonly long: boolean;
  /** Of everything that is left to chance. */
  readonly seed: number;
  /** A new folder. */
  folder(): Promise<string>;
  /** The PostgreSQL server of all runs, started when it is first asked for. */
  postgres(): Promise<Postgres>;
  /** The address of a new, empty database. */
  database(kind: DatabaseKind): Promise<string>;
  /** Tells whoever watches how far a long run has come. */
  note(line: string): void;
}
