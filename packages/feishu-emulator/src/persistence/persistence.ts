import type { Middleware } from 'koa';
import { createWriter } from '../files/write-atomically.ts';
import type { KeptState } from './kept-state.ts';
import { readStateFile, StateFileError, stateText } from './state-file.ts';

/** The platforms of a process in a file, so that another process goes on where this one ended, however it ended. */
export interface Persistence {
  /** The names of the worlds that were kept; the first platform has none. */
  worlds: readonly string[];
  /** What was kept of a world, once: whoever ends a world and begins it again begins with the seed. */
  take(world: string): KeptState | undefined;
  /** Writes how things stand; resolves when they are on the disk. */
  save(): Promise<void>;
}

export async function openPersistence(
  file: string,
  worlds: () => Readonly<Record<string, object>>,
): Promise<Persistence> {
  const kept = new Map(Object.entries((await readStateFile(file)) ?? {}));
  const write = createWriter(file, () => stateText(worlds()));
  return {
    worlds: [...kept.keys()].filter((name) => name !== ''),
    take(world) {
      const state = kept.get(world);
      kept.delete(world);
      return state;
    },
    async save() {
      try {
        await write();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new StateFileError(`${file} cannot be written: ${reason}`);
      }
    },
  };
}

/** What was answered is on the disk before the answer is on its way. Looking around changes nothing. */
export function saveBeforeAnswering({ save }: Pick<Persistence, 'save'>): Middleware {
  return async (ctx, next) => {
    await next();
    if (ctx.method !== 'GET' || !ctx.path.startsWith('/_emulator')) await save();
  };
}
