import type { Clock } from '../auth/ports/ports.ts';

export interface Expiring {
  readonly value: string;
  /** Seconds from now. */
  readonly expiresIn: number;
}

/** A token or ticket of the app: fetched once however many callers wait, kept until shortly before it ends. */
export interface ExpiringValue {
  get(): Promise<string>;
  /** The platform calls this value invalid: the next `get` fetches another, unless that happened already. */
  drop(value: string): void;
}

/** Fetched anew this long before its end, in milliseconds. */
const margin = 3 * 60_000;
/** After a failed fetch, callers are answered with that failure for this long instead of each trying again. */
const failureMemory = 1_000;

export function createExpiringValue(clock: Clock, fetch: () => Promise<Expiring>): ExpiringValue {
  let current: { value: string; refreshAt: number; endsAt: number } | undefined;
  let fetching: Promise<string> | undefined;
  let failed: { error: unknown; until: number } | undefined;

  const fetchOnce = (): Promise<string> => {
    fetching ??= fetch()
      .then(({ value, expiresIn }) => {
        const endsAt = clock.now() + expiresIn * 1000;
        current = { value, endsAt, refreshAt: endsAt - Math.min(margin, (expiresIn * 1000) / 2) };
        failed = undefined;
        return value;
      })
      .catch((error: unknown) => {
        failed = { error, until: clock.now() + failureMemory };
        throw error;
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };

  return {
    get: async () => {
      const now = clock.now();
      if (current !== undefined && now < current.refreshAt) return current.value;
      const stillGood = current !== undefined && now < current.endsAt ? current.value : undefined;
      if (failed !== undefined && now < failed.until) {
        if (stillGood !== undefined) return stillGood;
        throw failed.error;
      }
      return stillGood === undefined ? fetchOnce() : fetchOnce().catch(() => stillGood);
    },
    drop: (value) => {
      if (current?.value === value) current = undefined;
    },
  };
}
