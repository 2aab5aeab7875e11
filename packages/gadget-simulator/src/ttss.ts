import { pathFrom } from './runtime/paths.ts';
import { inCss, screenUnits } from './screen-units.ts';

/**
 * A style sheet as a browser reads it: imports in place, `rpx` (750 of them are the screen's width, page "TTSS") and
 * `vh` in terms of properties that the page sets, because the navigation bar is not part of a page's height.
 */
export function translateTtss(
  files: ReadonlyMap<string, string>,
  path: string,
  importing: readonly string[] = [],
): string {
  if (importing.includes(path)) throw new Error(`${path} imports itself: ${[...importing, path].join(' → ')}`);
  return (files.get(path) ?? '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@import\s+(?:url\()?\s*["']?([^"')\s;]+)["']?\s*\)?\s*;?/g, (whole, target: string) =>
      /^(?:https?:)?\/\//.test(target)
        ? whole
        : translateTtss(files, importedSheet(path, target), [...importing, path]),
    )
    .replace(screenUnits, inCss);
}

function importedSheet(from: string, target: string): string {
  const path = pathFrom(from, target);
  return path.endsWith('.ttss') ? path : `${path}.ttss`;
}
