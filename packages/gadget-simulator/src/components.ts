import { parseJson } from './json.ts';
import { pathFrom } from './runtime/paths.ts';

/** By the path of a page or component without ending: the names of its custom elements and the paths of these. */
export type Using = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Files = ReadonlyMap<string, string>;

/** Follows `usingComponents` from app.json and the pages (page "自定义组件"). What has no file is left out: it is told where it is used. */
export function componentsOf(pages: readonly string[], files: Files): Using {
  const everywhere = usedBy('app', files);
  const using: Record<string, Record<string, string>> = {};
  const waiting = new Set([...pages, ...Object.values(everywhere)]);
  for (const path of waiting) {
    const own = { ...everywhere, ...usedBy(path, files) };
    using[path] = own;
    for (const target of Object.values(own)) waiting.add(target);
  }
  return using;
}

function usedBy(path: string, files: Files): Record<string, string> {
  const text = files.get(`${path}.json`);
  if (text === undefined) return {};
  const { usingComponents = {} } = parseJson<{ usingComponents?: Record<string, string> }>(`${path}.json`, text);
  return Object.fromEntries(
    Object.entries(usingComponents).flatMap(([name, target]) => {
      const candidates = [pathFrom(path, target), target].flatMap((one) => [one, `${one}/index`]);
      const found = candidates.find((one) => files.has(`${one}.js`));
      return found === undefined ? [] : [[name, found]];
    }),
  );
}
