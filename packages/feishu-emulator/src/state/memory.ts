/** No store grows beyond this, however long the emulator runs: the oldest entry makes room. All full, they take some 40 MB. */
const ceiling = 20_000;

export function remember<V>(store: Map<string, V>, key: string, value: V): void {
  store.set(key, value);
  if (store.size > ceiling) store.delete(oldest(store) ?? key);
}

/** Drops, from the oldest on, what ended before the moment, until one has not. */
export function forgetEnded<V extends { expires_at: number }>(
  store: Map<string, V>,
  before: number,
  most: number,
): void {
  for (let seen = 0; seen < most; seen += 1) {
    const key = oldest(store);
    const value = key === undefined ? undefined : store.get(key);
    if (key === undefined || value === undefined || value.expires_at >= before) return;
    store.delete(key);
  }
}

/** Walks through a store in the order of its making, and stands at the oldest entry that was still there. */
interface Walk {
  keys: Iterator<string>;
  at: string | undefined;
}

/** A walk begun anew would pass all the places that deleted entries left behind, of which a map keeps tens of thousands. */
const walks = new WeakMap<Map<string, unknown>, Walk>();

function oldest(store: Map<string, unknown>): string | undefined {
  const walk = walks.get(store) ?? { keys: store.keys(), at: undefined };
  while (walk.at === undefined || !store.has(walk.at)) {
    const next = walk.keys.next();
    // Past its end, a walk does not see what is added later.
    if (next.done) {
      walks.delete(store);
      return undefined;
    }
    walk.at = next.value;
  }
  walks.set(store, walk);
  return walk.at;
}
