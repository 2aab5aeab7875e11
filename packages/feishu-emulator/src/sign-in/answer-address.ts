/**
 * 获取授权码: where the browser goes with the answer. The query stands before a fragment, and a slash in front of the
 * fragment is dropped, as in the page's sample: `/callback/#/login` becomes `/callback?code=…#/login`.
 */
export function withAnswer(redirectUri: string, answer: Record<string, string | undefined>): string {
  const hash = redirectUri.indexOf('#');
  const fragment = hash < 0 ? '' : redirectUri.slice(hash);
  const address = hash < 0 ? redirectUri : withoutLastSlash(redirectUri.slice(0, hash));
  const query = Object.entries(answer)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment}`;
}

/** A site's root keeps its slash. */
function withoutLastSlash(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/[^?]*\/$/i.test(address) ? address.slice(0, -1) : address;
}
