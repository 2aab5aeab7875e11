import type { Behaviour } from './watch.ts';

/** The page "button": in a row it takes no more room than its text, as any block there. */
export const button: Behaviour = (host, { first }) => {
  if (!first) return;
  const { display } = getComputedStyle(host.parentElement ?? host);
  host.toggleAttribute('data-beside', /flex|grid/.test(display));
};
