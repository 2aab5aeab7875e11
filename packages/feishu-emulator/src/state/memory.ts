/** No store grows beyond this, however long the emulator runs: the oldest entry makes room. All full, they take some 40 MB. */
const ceiling = 20_000;

export function remember<V>(store: Map<string, V>, key: string, value: V): void {
  store.set(key, value);
  if (store.size > ceiling) {
    const oldest = store.keys().next();
    if (!oldest.done) store.delete(oldest.value);
  }
}

/** Drops, from the oldest on, what ended before the moment; entries are kept in order of their making. */
export function forgetEnded<V extends { expires_at: number }>(
  store: Map<string, V>,
  before: number,
  most: number,
): void {
  let seen = 0;
  for (const [key, value] of store) {
    if (value.expires_at < before) store.delete(key);
    seen += 1;
    if (seen >= most) return;
  }
}
