/** Whether this process should be sent requests: not while it starts, is about to end, or has no database. */
export interface Readiness {
  /** Not to be sent new requests, but still answering those that come. */
  readonly draining: boolean;
  /** Not answering new requests any more. */
  readonly closing: boolean;
  drain(): void;
  close(): void;
  /** @throws whatever the database throws when it cannot be asked */
  check(): Promise<void>;
}

export function createReadiness(ping: () => Promise<unknown>): Readiness {
  let state: 'open' | 'draining' | 'closing' = 'open';
  return {
    get draining() {
      return state !== 'open';
    },
    get closing() {
      return state === 'closing';
    },
    drain: () => {
      state = 'draining';
    },
    close: () => {
      state = 'closing';
    },
    check: async () => {
      await ping();
    },
  };
}
