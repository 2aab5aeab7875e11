/** Who asks: somebody who shows that they are signed in, or anybody else, such as whoever is about to sign in. */
export type Asker = 'signed_in' | 'others';

/** How many requests may be under way. */
export interface WorkLimit {
  admits(asker: Asker): boolean;
  /** Counts a request as under way. @returns what is to be called once it is not any more */
  begin(asker: Asker): () => void;
  figures(): { readonly under_way: number; readonly limit: number };
}

export interface WorkLimitOptions {
  readonly most: number;
  /** However late everything is. */
  readonly least: number;
  /** Milliseconds that work waits before anybody gets to it. */
  readonly late: () => number;
}

/** Milliseconds that work may wait, and between two looks at how long it does. */
const tolerable = 50;
const lookEvery = 100;
/** With a crowd and too late, so much is left of the limit; with time again, it is whole after four seconds. */
const shrinking = 0.8;
const looksToGrow = 40;
/** Fewer than this part of the limit are no crowd: whatever makes them wait, it is not their number. */
const crowd = 0.1;
/** What others leave to those who are signed in. */
const shareOfOthers = 0.5;

/**
 * A limit that finds itself: it shrinks while a crowd makes work wait, for the event loop or for the database, and grows
 * back when it does not (additive increase, multiplicative decrease, as in RFC 5681).
 */
export function createWorkLimit({ most, least, late }: WorkLimitOptions): WorkLimit {
  let limit = most;
  const underWay = { signed_in: 0, others: 0 };
  const all = () => underWay.signed_in + underWay.others;
  let crowded = false;
  let looked = performance.now();

  const look = () => {
    const looks = Math.floor((performance.now() - looked) / lookEvery);
    if (looks === 0) return;
    looked += looks * lookEvery;
    if (crowded && late() > tolerable) limit = Math.max(least, limit * shrinking);
    else limit = Math.min(most, limit + (looks * most) / looksToGrow);
    crowded = false;
  };

  return {
    admits: (asker) => {
      look();
      crowded ||= all() >= limit * crowd;
      const share = limit * shareOfOthers;
      // However many others there are, they take no more than their share of what signed-in people have.
      return asker === 'others' ? all() < share : underWay.signed_in + Math.min(underWay.others, share) < limit;
    },
    begin: (asker) => {
      underWay[asker] += 1;
      let over = false;
      return () => {
        if (!over) underWay[asker] -= 1;
        over = true;
      };
    },
    figures: () => ({ under_way: all(), limit: Math.floor(limit) }),
  };
}
