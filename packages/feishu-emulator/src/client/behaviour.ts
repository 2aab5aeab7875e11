import { ApiFailure } from './failure.ts';

/** What the consent sheet shows: only what the user has not granted yet. */
export interface ConsentSheet {
  app: { id: string; name: string };
  user: { name: string; avatar_url: string };
  scopes: { name: string; description: { zh: string; en: string } }[];
}

/** `forbid`: the user's device or organisation forbids it (errno 107), which is not the same as a refusal (2700002). */
export type ConsentAnswer = 'accept' | 'refuse' | 'forbid';

/**
 * How the user, the network and the client behave. Read at every call, so a test may change it between two calls.
 * Left out means: accepts everything, online, at once, as the client's version says.
 */
export interface Behaviour {
  /** The user's answer to the consent sheet, or the code that asks them. */
  consent?: ConsentAnswer | ((sheet: ConsentSheet) => ConsentAnswer | Promise<ConsentAnswer>);
  /** `forbid` answers every sign-in call with errno 107, sheet or no sheet; `refuse` with 2700002. */
  signIn?: 'allow' | 'refuse' | 'forbid';
  network?: 'up' | 'offline' | 'timeout' | 'broken';
  /** Milliseconds that every call to the platform takes longer. */
  latency?: number;
  /** How a `requestAccess` that the client does not know shows itself; `by-version` lets the version decide. */
  requestAccess?: 'by-version' | 'absent' | 'errno103';
  /** Whether `h5sdk.ready` ever comes. */
  ready?: 'normal' | 'never';
  /** `expired` makes `tt.checkSession` fail until the next sign-in call. */
  session?: 'valid' | 'expired';
  /** `getStorageSync` of a key that is not there: undocumented. */
  missingKey?: 'undefined' | 'empty' | 'throw';
  /** Where `tt.request` reports an answer of 400 or more: undocumented, `success` when left out. */
  httpErrors?: 'success' | 'fail';
}

/** Named behaviours, for the switches of the Feishu-client page and the `behaviour` parameter of `gadget.js`. */
export const behaviours = {
  /** The user is asked: the sheet is shown and waits. Without a screen it is accepted. */
  ask: {},
  accept: { consent: 'accept' },
  refuse: { consent: 'refuse', signIn: 'refuse' },
  forbid: { consent: 'forbid', signIn: 'forbid' },
  offline: { network: 'offline' },
  slow: { latency: 3000 },
  errno103: { requestAccess: 'errno103' },
  absent: { requestAccess: 'absent' },
  'never-ready': { ready: 'never' },
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof behaviours;

/** Reads a behaviour's name, `ask` when it is missing or unknown. */
export function behaviourName(text: string | null | undefined): BehaviourName {
  return isBehaviourName(text) ? text : 'ask';
}

function isBehaviourName(text: string | null | undefined): text is BehaviourName {
  return typeof text === 'string' && Object.hasOwn(behaviours, text);
}

/** Waits as long as the network takes, or fails as it fails. */
export async function crossNetwork(behaviour: Behaviour): Promise<void> {
  if (behaviour.latency) await new Promise((done) => setTimeout(done, behaviour.latency));
  if (behaviour.network === 'offline') throw new ApiFailure(303);
  if (behaviour.network === 'timeout') throw new ApiFailure(302);
  if (behaviour.network === 'broken') throw new ApiFailure(305);
}

/** Fails as a sign-in call fails where the user will have none of it. */
export function checkSignInAllowed(behaviour: Behaviour): void {
  if (behaviour.signIn === 'forbid') throw new ApiFailure(107);
  if (behaviour.signIn === 'refuse') throw refusedByUser();
}

/** 2700002 with the server's code in its text; what the server says to a refusal is undocumented. */
export function refusedByUser(): ApiFailure {
  return new ApiFailure(2700002, {
    text: 'Authorization terminated unexpectedly. Error code: access_denied; error message: the user refused',
  });
}
