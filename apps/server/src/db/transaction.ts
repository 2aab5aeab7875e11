import type { Run } from './sql.ts';

/**
 * Whether a write is on disk when it resolves, or only seen by everybody and on disk with the next one that is: the failure
 * of a process does not undo it, that of the whole machine may.
 */
export type Kept = 'on disk' | 'soon on disk';

/** Lets nothing be asked any more once `work` has ended: of several things done at once, one may fail while others go on. */
export async function whileItLasts<T>(run: Run, work: (run: Run) => Promise<T>): Promise<T> {
  let over = false;
  const inside: Run = async (text, values) => {
    if (over) throw new Error('A statement came after the end of its transaction.');
    return run(text, values);
  };
  try {
    return await work(inside);
  } finally {
    over = true;
  }
}
