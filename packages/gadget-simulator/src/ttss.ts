import { resolveRelative } from './runtime/paths.ts';

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
    .replace(/@import\s+["']([^"']+)["']\s*;/g, (_, target: string) =>
      translateTtss(files, importedSheet(path, target), [...importing, path]),
    )
    .replace(/(-?\d*\.?\d+)(rpx|vh)\b/g, (_, amount: string, unit: string) => `calc(${amount} * var(--${unit}))`);
}

function importedSheet(from: string, target: string): string {
  const path = resolveRelative(from, /^\.{1,2}\//.test(target) ? target : `./${target}`);
  return path.endsWith('.ttss') ? path : `${path}.ttss`;
}
