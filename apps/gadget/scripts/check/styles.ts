import postcss, { CssSyntaxError } from 'postcss';
import { type GadgetFile, type GadgetFiles, type Problem, placeAt } from './files.ts';
import { candidatesFor, targetPath } from './paths.ts';

/** Every style sheet: its braces, quotes and comments are closed, and what it imports exists. */
export function checkStyles(files: GadgetFiles, root: string): Problem[] {
  return [...files.values()]
    .filter(({ path }) => path.endsWith('.ttss'))
    .flatMap((file) => checkSheet(file, files, root));
}

function checkSheet(file: GadgetFile, files: GadgetFiles, root: string): Problem[] {
  try {
    const problems: Problem[] = [];
    postcss.parse(file.text).walkAtRules('import', ({ params, source }) => {
      const target = /^(?:url\()?\s*["']?([^"')]+)/.exec(params)?.[1]?.trim() ?? '';
      if (/^(?:https?:)?\/\//.test(target)) return;
      const path = targetPath(file.path, target, root);
      if (candidatesFor(path, '.ttss').some((one) => files.has(one))) return;
      problems.push({
        severity: 'error',
        ...placeAt(file, source?.start?.offset ?? 0),
        message: `${target} does not exist`,
      });
    });
    return problems;
  } catch (error) {
    if (!(error instanceof CssSyntaxError)) throw error;
    const { reason, line, column } = error;
    return [{ severity: 'error', file: file.path, ...(line && { line }), ...(column && { column }), message: reason }];
  }
}
