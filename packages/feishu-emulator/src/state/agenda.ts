/** Work that waits for a moment of the emulated time. */
export interface Agenda {
  /** `changed` hears of it. `latest`: see `Clock.atLatest`. Returns how to call it off. */
  add(moment: number, work: () => unknown, latest: boolean): () => void;
  /** Whether anything is due until then. */
  isDue(until: number): boolean;
  /** Takes out what comes first among the work that is due until then, with the moment to do it at. */
  take(until: number): { moment: number; work: () => unknown } | undefined;
  /** The earliest moment that anything waits for. */
  next(): number | undefined;
  clear(): void;
}

interface Waiting {
  moment: number;
  order: number;
  latest: boolean;
  work: () => unknown;
}

export function createAgenda(changed: () => void): Agenda {
  const waiting = new Set<Waiting>();
  let order = 0;

  const first = (until: number): Waiting | undefined => {
    let found: Waiting | undefined;
    for (const one of waiting) {
      if (one.moment <= until && (!found || comesBefore(one, found, until))) found = one;
    }
    return found;
  };

  return {
    add(moment, work, latest) {
      const one = { moment, order: order++, latest, work };
      waiting.add(one);
      changed();
      return () => {
        waiting.delete(one);
        changed();
      };
    },
    isDue: (until) => first(until) !== undefined,
    take(until) {
      const one = first(until);
      if (!one) return undefined;
      waiting.delete(one);
      return { moment: effective(one, until), work: one.work };
    },
    next: () => first(Number.POSITIVE_INFINITY)?.moment,
    clear() {
      waiting.clear();
      changed();
    },
  };
}

function effective(one: Waiting, until: number): number {
  return one.latest && Number.isFinite(until) ? Math.max(one.moment, until) : one.moment;
}

function comesBefore(one: Waiting, other: Waiting, until: number): boolean {
  const [mine, theirs] = [effective(one, until), effective(other, until)];
  return mine < theirs || (mine === theirs && one.order < other.order);
}
