import type { FaultWorld } from './world.ts';

/** What each instance says of itself. */
export function health({ instances }: FaultWorld, path: '/healthz' | '/readyz'): Promise<number[]> {
  return Promise.all(instances.map(async ({ url }) => (await fetch(`${url}${path}`)).status));
}
