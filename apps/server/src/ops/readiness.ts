/** Whether this process should be sent requests: not while it starts, drains, or has no database. */
export interface Readiness {
  readonly draining: boolean;
  drain(): void;
  /** @throws whatever the database throws when it cannot be asked */
  check(): Promise<void>;
}

export function createReadiness(ping: () => Promise<unknown>): Readiness {
  let draining = false;
  return {
    get draining() {
      return draining;
    },
    drain: () => {
      draining = true;
    },
    check: async () => {
      await ping();
    },
  };
}
