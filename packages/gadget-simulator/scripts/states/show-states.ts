import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gadget } from '../../src/automator/gadget.ts';
import { clear, type State, states } from './states.ts';

const template = join(import.meta.dirname, 'gadget');

/** Reaches one state after the other, most of them in one mini program, and hands each to `look`. */
export async function showStates(
  open: (folder: string) => Promise<Gadget>,
  look: (state: State, gadget: Gadget) => Promise<void>,
): Promise<void> {
  const shared = await open(template);
  try {
    for (const state of states.filter(({ files }) => files === undefined)) {
      await clear(shared);
      await state.reach(shared, template);
      await look(state, shared);
    }
  } finally {
    await shared.close();
  }
  for (const state of states.filter(({ files }) => files !== undefined)) {
    const folder = await mkdtemp(join(tmpdir(), 'state-'));
    try {
      await cp(template, folder, { recursive: true });
      for (const [path, text] of Object.entries(state.files ?? {})) await writeFile(join(folder, path), text);
      const own = await open(folder);
      await state
        .reach(own, folder)
        .then(() => look(state, own))
        .finally(() => own.close());
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}
