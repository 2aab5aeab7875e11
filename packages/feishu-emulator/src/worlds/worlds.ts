import type { RequestListener } from 'node:http';
import type { State } from '../state/state.ts';

/** A platform of its own beside the first: state, clock, faults and journal. */
export interface World {
  state: State;
  listener: RequestListener;
}

/** Any number of platforms in one process, by name; workers that run at the same time do not meet. */
export interface Worlds {
  /** The world of that name, made on first use; nothing when there are as many as there may be. */
  open(name: string): World | undefined;
  names(): string[];
  entries(): [string, World][];
  /** Ends it; the next use of the name begins anew. */
  remove(name: string): boolean;
  close(): void;
}

export const maxWorlds = 100;

/** What a world may be called: it stands in addresses. */
export const worldName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function createWorlds(make: (name: string) => World): Worlds {
  const worlds = new Map<string, World>();
  return {
    open(name) {
      const known = worlds.get(name);
      if (known || worlds.size >= maxWorlds) return known;
      const world = make(name);
      worlds.set(name, world);
      return world;
    },
    names: () => [...worlds.keys()],
    entries: () => [...worlds],
    remove(name) {
      worlds.get(name)?.state.close();
      return worlds.delete(name);
    },
    close() {
      for (const { state } of worlds.values()) state.close();
      worlds.clear();
    },
  };
}
