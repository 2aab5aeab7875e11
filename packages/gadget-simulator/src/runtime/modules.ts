import { resolveRelative } from './paths.ts';

/** Turns a file's code into a function of the given names. In a browser and in node:vm this is done differently. */
export type Compile = (code: string, path: string, names: readonly string[]) => (...values: unknown[]) => void;

/** `require` for one file. */
type Require = (path: string) => unknown;

/**
 * The mini program's modules (page "模块化"): CommonJS, relative paths only, each file run once. `globals` are visible
 * to every file, besides `require`, `module` and `exports`.
 */
export function createModules(
  files: ReadonlyMap<string, string>,
  compile: Compile,
  globals: Record<string, unknown>,
): (path: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>();

  function load(path: string, wantedBy: string): unknown {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const code = files.get(path);
    if (code === undefined) throw new Error(`${wantedBy} requires ${path}, which does not exist`);
    const module = { exports: {} as unknown };
    loaded.set(path, module);
    const names = ['require', 'module', 'exports', ...Object.keys(globals)];
    const require: Require = (target) => load(requiredFile(path, target, files), path);
    compile(code, path, names)(require, module, module.exports, ...Object.values(globals));
    return module.exports;
  }

  return (path) => load(path, 'the runtime');
}

/** The file that a `require` means; the ending may be left out, and a folder stands for its `index.js`. */
function requiredFile(from: string, target: string, files: ReadonlyMap<string, string>): string {
  const path = resolveRelative(from, target);
  if (path.endsWith('.js')) return path;
  const index = `${path.replace(/\/$/, '')}/index.js`;
  return !files.has(`${path}.js`) && files.has(index) ? index : `${path}.js`;
}
