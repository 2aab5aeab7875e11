import type { FaultPlan } from '../control-api/requests.ts';
import type { PlannedFault } from '../control-api/views.ts';
import type { FaultKind } from './effect.ts';

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

/** A plan, and where the dice stand that decide by its probability. */
export type KeptFault = PlannedFault & { dice: number };

export interface Faults {
  /** Throws a FaultError when there is none of that name, or a parameter does not fit. */
  add(plan: FaultPlan): PlannedFault;
  remove(id: string): boolean;
  clear(): void;
  list(): PlannedFault[];
  /** The plans as plain data, used up as far as they are. */
  kept(): KeptFault[];
  /** In place of those that are planned; plans of faults that are no more are dropped. */
  putBack(kept: readonly KeptFault[]): void;
  /** Returns how to come back to the plans of now, used up as far as they are. */
  remember(): () => void;
  /** The first plan that strikes here and now; it counts as used. */
  strike(when: 'before' | 'after', facts: FaultFacts): Struck | undefined;
  /** For faults that strike elsewhere than in an answer: takes one of this name. */
  take(name: string, facts?: Partial<FaultFacts>): Struck | undefined;
}
