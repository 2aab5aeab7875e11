import postcss, { type AtRule, CssSyntaxError, type Root } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { pathFrom } from './runtime/paths.ts';
import { inCss, screenUnits } from './screen-units.ts';

export interface Sheet {
  css: string;
  /** What is wrong, as `path:line:column: what`. */
  problems: readonly string[];
}

/**
 * Stands for a style scope in class names: a component's styles reach its own elements only, the others' classes none of
 * a component's. The page puts in whose scope it is, as the component's code says it.
 */
export const scopeMark = 'sim-scope--';

type Files = ReadonlyMap<string, string>;

/**
 * A style sheet as a browser reads it: imports in place, `rpx` (750 of them are the screen's width, page "TTSS") and
 * `vh` in terms of properties that the page sets, because the navigation bar is not part of a page's height.
 */
export function translateTtss(files: Files, path: string): Sheet {
  const problems: string[] = [];
  const root = read(files, path, [], problems);
  root.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(screenUnits, inCss);
  });
  root.walkRules((rule) => {
    if (rule.parent?.type !== 'atrule' || !/keyframes$/.test((rule.parent as AtRule).name))
      rule.selector = inScope(rule.selector, path.replace(/\.ttss$/, ''));
  });
  return { css: root.toString(), problems };
}

/** A file with what it imports; a file that cannot be read is left out and told. */
function read(files: Files, path: string, importing: readonly string[], problems: string[]): Root {
  let root: Root;
  try {
    root = postcss.parse(files.get(path) ?? '', { from: path });
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error;
    problems.push(`${path}:${error.line}:${error.column}: ${error.reason}`);
    return postcss.root();
  }
  root.walkAtRules('import', (rule) => {
    const target = /^(?:url\()?\s*["']?([^"')\s]+)/.exec(rule.params)?.[1] ?? '';
    if (/^(?:https?:)?\/\//.test(target)) return;
    const file = importedSheet(path, target);
    const { line = 1, column = 1 } = rule.source?.start ?? {};
    const chain = [...importing, path];
    if (files.has(file) && !chain.includes(file)) {
      rule.replaceWith(read(files, file, chain, problems).nodes);
      return;
    }
    const why = files.has(file)
      ? `imports itself: ${[...chain, file].join(' → ')}`
      : `imports ${file}, which does not exist`;
    problems.push(`${path}:${line}:${column}: ${why}`);
    rule.remove();
  });
  return root;
}

function importedSheet(from: string, target: string): string {
  const path = pathFrom(from, target);
  return path.endsWith('.ttss') ? path : `${path}.ttss`;
}

/** Class names of the scope, and `:host` for the component's own element. What cannot be read is left as it is. */
function inScope(selector: string, path: string): string {
  try {
    return selectorParser((root) => {
      root.walkClasses((name) => {
        name.value = scopeMark + name.value;
      });
      root.walkPseudos((pseudo) => {
        if (pseudo.value === ':host') pseudo.replaceWith(selectorParser.string({ value: `[data-is="${path}"]` }));
      });
    }).processSync(selector);
  } catch {
    return selector;
  }
}
