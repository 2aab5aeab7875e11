/** What the platform tells about a person of ours. */
export type PersonEvent = {
  readonly id: string;
  readonly appId: string;
  /** Whom it is about: by the app's id of the person, by the developer's inside the tenant, or both. */
  readonly openId: string | undefined;
  readonly unionId: string | undefined;
  readonly tenantKey: string | undefined;
  readonly happenedAt: number;
} & (
  | { readonly kind: 'left'; readonly reason: 'deleted' | 'frozen' | 'resigned' }
  | {
      readonly kind: 'changed';
      readonly profile: {
        readonly name: string | undefined;
        readonly enName: string | undefined;
        readonly email: string | undefined;
        readonly mobile: string | undefined;
      };
    }
);

/** That something in the organisation changed which people are judged by. */
export interface OrganisationEvent {
  readonly kind: 'organisation';
  readonly id: string;
  readonly appId: string;
  readonly tenantKey: string | undefined;
  /** The department that changed; `undefined`: what the app sees of the organisation at all. */
  readonly departmentId: string | undefined;
}

/** The platform's check of the address, or an event. */
export type EventVerdict = { readonly verdict: 'challenge'; readonly challenge: string } | JudgedEvent;

export type JudgedEvent =
  | { readonly verdict: 'accepted'; readonly event: PersonEvent | OrganisationEvent }
  /** Genuine, and nothing to us. */
  | { readonly verdict: 'ignored'; readonly reason: string }
  | { readonly verdict: 'rejected'; readonly reason: string };

/** Judges a post to the event address by its headers and its raw bytes. */
export type EventReader = (
  headers: { timestamp: string | undefined; nonce: string | undefined; signature: string | undefined },
  rawBody: Buffer,
  now: number,
) => EventVerdict;

/** What an event did, and to whom. */
export interface AppliedEvent {
  readonly outcome: 'applied' | 'duplicate' | 'other_tenant';
  readonly userIds: readonly string[];
  readonly sessionsEnded: number;
}

/** Somebody who lost every session. */
export interface EndedUser {
  readonly userId: string;
  readonly sessionsEnded: number;
}
