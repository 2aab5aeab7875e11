import type { FaultKind } from './effect.ts';

export interface FaultMatch {
  /** Exact, or with `*` for any rest. */
  path?: string | undefined;
  app_id?: string | undefined;
  open_id?: string | undefined;
  grant_type?: string | undefined;
}

/** A fault as asked for. */
export interface FaultPlan {
  fault: string;
  when?: 'before' | 'after' | undefined;
  match?: FaultMatch | undefined;
  /** How often it strikes; without end when left out. */
  times?: number | undefined;
  /** From 0 to 1, decided by the seed. */
  probability?: number | undefined;
  seed?: number | undefined;
  params?: Record<string, unknown> | undefined;
}

export interface PlannedFault {
  id: string;
  fault: string;
  when: 'before' | 'after';
  match: FaultMatch;
  times: number | null;
  probability: number;
  seed: number;
  params: Record<string, unknown>;
  struck: number;
}

/** What a plan is held against. */
export interface FaultFacts {
  path: string;
  app_id: string | null;
  open_id: string | null;
  /** The first app's open id of the same user, which names a user just as well. */
  user: string | null;
  grant_type: string | null;
  fields: Readonly<Record<string, unknown>>;
}

export interface Struck {
  name: string;
  kind: FaultKind;
  params: Readonly<Record<string, unknown>>;
}

export interface Faults {
  /** Throws an UnknownFault when there is none of that name. */
  add(plan: FaultPlan): PlannedFault;
  remove(id: string): boolean;
  clear(): void;
  list(): PlannedFault[];
  /** The first plan that strikes here and now; it counts as used. */
  strike(when: 'before' | 'after', facts: FaultFacts): Struck | undefined;
  /** For faults that strike elsewhere than in an answer: takes one of this name. */
  take(name: string, facts?: Partial<FaultFacts>): Struck | undefined;
}
