import { type GadgetFiles, type Problem, placeOf } from './files.ts';
import type { Json, JsonFile, JsonReader } from './json.ts';
import { candidatesFor, targetPath } from './paths.ts';

/** Which custom elements a page or component may use, and where they are. */
export interface Components {
  /** Names, by the path of a page or component without ending. */
  namesFor: ReadonlyMap<string, readonly string[]>;
  /** Paths of the components without ending. */
  paths: readonly string[];
}

/** Follows `usingComponents` from app.json and the pages to every component (page "自定义组件"). */
export function findComponents(
  app: JsonFile | undefined,
  pages: readonly string[],
  { root, files, read, problems }: { root: string; files: GadgetFiles; read: JsonReader; problems: Problem[] },
): Components {
  const namesFor = new Map<string, string[]>();
  const everywhere = app === undefined ? [] : Object.keys(usingIn(app.json));
  const found = new Set<string>(pages.map((page) => root + page));
  const follow = (json: JsonFile): void => {
    for (const [name, target] of Object.entries(usingIn(json.json))) {
      if (typeof target !== 'string' || target.includes('://')) continue;
      const path = componentAt(json.file.path, target, root, files);
      if (path !== undefined) found.add(path);
      else
        problems.push({
          severity: isOfPackage(target) ? 'warning' : 'error',
          ...placeOf(json.file, `"${name}"`),
          message: `component ${name} has no file ${target}.js`,
        });
    }
  };
  if (app !== undefined) follow(app);
  for (const path of found) {
    const own = read.optional(`${path}.json`);
    const generic = Object.keys(Object(own?.json.componentGenerics));
    namesFor.set(path, [...everywhere, ...Object.keys(usingIn(own?.json ?? {})), ...generic]);
    if (own !== undefined) follow(own);
  }
  const paths = [...found].slice(new Set(pages).size);
  for (const path of paths) {
    if (!files.has(`${path}.ttml`))
      problems.push({ severity: 'error', file: `${path}.ttml`, message: 'is missing: a component needs a template' });
    if (read.optional(`${path}.json`)?.json.component !== true) {
      const message = 'does not say "component": true';
      problems.push({ severity: 'warning', file: `${path}.json`, message });
    }
  }
  return { namesFor, paths };
}

function usingIn(json: Json): Json {
  return Object(json.usingComponents) as Json;
}

/** A package's name, which the developer tools resolve with their npm option. */
function isOfPackage(target: string): boolean {
  return target.startsWith('@') || /^[\w-]+$/.test(target);
}

/** From the file that names it, or else from the root. */
function componentAt(from: string, target: string, root: string, files: GadgetFiles): string | undefined {
  const paths = [targetPath(from, target, root), targetPath(from, `/${target}`, root)];
  const found = paths
    .flatMap((path) => candidatesFor(path, '.js'))
    .find((path) => path.endsWith('.js') && files.has(path));
  return found?.replace(/\.js$/, '');
}
