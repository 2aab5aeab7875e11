import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BuiltGadget, readBuiltGadget } from '../built-gadget.ts';
import { SimulatorError } from '../simulator-error.ts';

/** Reads the mini program in a folder, or says what stands in the way. */
export async function openGadgetFolder(given: string): Promise<BuiltGadget & { folder: string }> {
  const folder = resolve(given);
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new SimulatorError({ code: 'no_folder', folder });
  if (!(await isGadget(folder)))
    throw new SimulatorError({ code: 'not_a_gadget', folder, found: await gadgetsBelow(folder) });
  try {
    return { ...(await readBuiltGadget(folder)), folder };
  } catch (cause) {
    throw new SimulatorError(
      { code: 'broken_gadget', reason: cause instanceof Error ? cause.message : String(cause) },
      cause,
    );
  }
}

async function isGadget(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'project.config.json'), 'utf8').catch(() => undefined);
  return text !== undefined;
}

/** Where beginners keep it: `dist`, or beside what they named. */
async function gadgetsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name));
  const found = await Promise.all(
    folders.map(async ({ name }) => ((await isGadget(join(folder, name))) ? [join(folder, name)] : [])),
  );
  return found.flat();
}
