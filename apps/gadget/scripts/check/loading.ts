import { definitionsOf, readBuiltGadget } from 'gadget-simulator';
import type { Configuration } from './configuration.ts';
import type { Problem } from './files.ts';

/** Runs the built code, without opening a page. For code that the other checks found in order. */
export async function checkLoading(folder: string, { root, pages }: Configuration): Promise<Problem[]> {
  try {
    const found = definitionsOf(await readBuiltGadget(folder));
    const silent = pages.filter((page) => !found.has(page));
    return silent.map((page) => ({ severity: 'error', file: `${root}${page}.js`, message: 'does not call Page(…)' }));
  } catch (error) {
    return [failureToLoad(error, root)];
  }
}

/** Names the line of the built code that threw. The error is one of the vm, no `Error` of ours. */
function failureToLoad(error: unknown, root: string): Problem {
  const { message: reason = String(error), stack = '' } = Object(error) as { message?: string; stack?: string };
  const message = `fails when loaded: ${reason}`;
  const [, file, line, column] = /([\w/-]+\.js):(\d+):(\d+)/.exec(stack) ?? [];
  return file === undefined
    ? { severity: 'error', file: `${root}app.js`, message }
    : { severity: 'error', file: root + file, line: Number(line), column: Number(column), message };
}
