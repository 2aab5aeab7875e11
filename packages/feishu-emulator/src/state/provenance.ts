import type { Provenance } from '@feishu-login/feishu-types';

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
