/** A space-separated list as sent; empty parts do not count. */
export function splitScopes(text: string): string[] {
  return text.split(' ').filter((scope) => scope !== '');
}

export function hasDuplicates(scopes: readonly string[]): boolean {
  return new Set(scopes).size !== scopes.length;
}

/** Those of `wanted` that are not in `allowed`. */
export function missingScopes(wanted: readonly string[], allowed: readonly string[]): string[] {
  return wanted.filter((scope) => !allowed.includes(scope));
}

/** Sorted, as the documented sample of the v2 answer. */
export function joinScopes(scopes: readonly string[]): string {
  return [...new Set(scopes)].sort().join(' ');
}
