/** What each file imports, types included. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * The longest way from file to file along imports, all of them in `files`. A circle is walked once at most: that there
 * is none is for the import rules to say.
 */
export function longestChain(imports: ImportGraph, files: ReadonlySet<string>): readonly string[] {
  const known = new Map<string, readonly string[]>();
  const onTheWay = new Set<string>();
  const from = (file: string): readonly string[] => {
    const before = known.get(file);
    if (before !== undefined) return before;
    onTheWay.add(file);
    const next = (imports.get(file) ?? []).filter((to) => files.has(to) && !onTheWay.has(to));
    const chain = [file, ...longest(next.map(from))];
    onTheWay.delete(file);
    known.set(file, chain);
    return chain;
  };
  return longest([...files].map(from));
}

function longest(chains: readonly (readonly string[])[]): readonly string[] {
  return chains.reduce((best, chain) => (chain.length > best.length ? chain : best), []);
}
