import { unknownFunction } from 'gadget-simulator';
import { type GadgetFiles, type Problem, placeAt } from './files.ts';
import type { Script } from './script.ts';

/** Functions of `tt` that no mini program is known to have. Never an error: a client may be newer than what is known. */
export function checkTtFunctions(files: GadgetFiles, scripts: ReadonlyMap<string, Script>): Problem[] {
  const own = new Set([...scripts.values()].flatMap(({ tt }) => [...tt.own]));
  return [...scripts].flatMap(([path, { tt }]) => {
    const file = files.get(path);
    if (file === undefined) return [];
    return tt.wanted.flatMap(({ name, start }) => {
      const message = own.has(name) ? undefined : unknownFunction(name);
      return message === undefined ? [] : [{ severity: 'warning' as const, ...placeAt(file, start), message }];
    });
  });
}
