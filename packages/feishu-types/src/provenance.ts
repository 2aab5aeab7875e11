/**
 * How a fact about the platform is known. `documented`: a page of its documentation. `official code`: code that larksuite
 * publishes. `field`: somebody's log or probe of the real platform. `assumed`: nobody has said, something had to be chosen.
 */
export type Source = 'documented' | 'official code' | 'field' | 'assumed';

export interface Provenance {
  source: Source;
  /** When it was seen, `YYYY-MM` or `YYYY-MM-DD`, where that is known. */
  seen?: string;
}

export const documented: Provenance = { source: 'documented' };
/** Code that larksuite publishes: the node-sdk, the cli. */
export const officialCode: Provenance = { source: 'official code' };
export const assumed: Provenance = { source: 'assumed' };

/** Somebody's log or probe of the real platform. */
export function field(seen: string): Provenance {
  return { source: 'field', seen };
}

/** As it is shown: `field, 2026-09`. */
export function provenanceText({ source, seen }: Provenance): string {
  return seen === undefined ? source : `${source}, ${seen}`;
}
