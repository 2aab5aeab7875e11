/** Who the platform says somebody is. Only the app's own id of the person is certain; the rest may be missing. */
export interface Identity {
  readonly appId: string;
  readonly openId: string;
  readonly unionId?: string;
  readonly tenantKey?: string;
  /** The tenant's id of the person: mutable and reusable, so a fact to keep and never a key. */
  readonly employeeId?: string;
  readonly name?: string;
  readonly enName?: string;
  readonly avatarUrl?: string;
  /** Imported by an administrator, never verified by the person: shown, and never used to find an account. */
  readonly email?: string;
  readonly mobile?: string;
}

/** What the organisation's contacts say of somebody, by kind. Each is asked for only where it is needed. */
export const factKinds = ['departments', 'groups', 'job_title', 'employee_number'] as const;
export type FactKind = (typeof factKinds)[number];

/** A department somebody is in, or one that it is under. */
export interface Department {
  /** The platform's id of it. */
  readonly id: string;
  /** The organisation's own; `null` where it is not told. */
  readonly ownId: string | null;
  readonly name: string | null;
  /** Whether they are in it themselves. */
  readonly direct: boolean;
}

/** What was told; what is missing was not asked for, or the platform would not say. */
export interface PersonFacts {
  readonly departments?: readonly Department[];
  readonly groups?: readonly string[];
  /** `null`: they have none. */
  readonly jobTitle?: string | null;
  readonly employeeNumber?: string | null;
}

/** As they were at a moment. */
export interface KnownFacts extends PersonFacts {
  readonly askedAt: number;
}

export interface FactsAnswer {
  readonly facts: PersonFacts;
  /** Of what was wanted, what this app is not told, and why: for its developer to read. */
  readonly untold: readonly { readonly kind: FactKind; readonly why: string }[];
}
