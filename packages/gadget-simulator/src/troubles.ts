import type { Places } from './browser/places.ts';
import type { BuiltGadget } from './built-gadget.ts';
import { syntaxProblem } from './syntax.ts';
import { lintTtml } from './ttml/lint.ts';
import { createPositions, scanTags } from './ttml/scan.ts';
import { eventOf } from './ttml/translate.ts';

/** What is wrong with the files before any of them runs, each as `path:line:column: what`. */
export function troublesOf({ files }: Pick<BuiltGadget, 'files'>): {
  code: Record<string, string>;
  templates: string[];
} {
  const code: Record<string, string> = {};
  const templates: string[] = [];
  for (const [path, text] of files) {
    const problem = /\.s?js$/.test(path) ? syntaxProblem(path, text) : undefined;
    if (problem !== undefined && path.endsWith('.js')) code[path] = problem;
    else if (problem !== undefined) templates.push(problem);
    if (path.endsWith('.ttml')) templates.push(...readableTemplate(path, text).problems);
    if (path.endsWith('.ttml'))
      for (const { severity, line, column, message } of lintTtml({ path, template: text }, 'any'))
        if (severity === 'error') templates.push(`${path}:${line}:${column}: ${message}`);
  }
  return { code, templates };
}

/** A template without the scripts in it that cannot be compiled: one would keep all templates from being read. */
export function readableTemplate(path: string, template: string): { template: string; problems: string[] } {
  const problems: string[] = [];
  let readable = template;
  for (const { script } of scanTags(template)) {
    if (script === undefined) continue;
    const { text, offset } = script;
    // On its lines and in its columns, nothing else.
    const problem = syntaxProblem(path, template.slice(0, offset).replace(/[^\n]/g, ' ') + text);
    if (problem === undefined) continue;
    problems.push(problem);
    readable = readable.slice(0, offset) + text.replace(/[^\n]/g, ' ') + readable.slice(offset + text.length);
  }
  return { template: readable, problems };
}

/** For messages of the running page about tags and handlers. */
export function placesOf({ files }: Pick<BuiltGadget, 'files'>): Places {
  const templates = [...files].filter(([path]) => path.endsWith('.ttml'));
  return Object.fromEntries(
    templates.map(([path, template]) => {
      const placeAt = createPositions(template);
      const places: Record<string, string> = {};
      const note = (name: string, offset: number): void => {
        const { line, column } = placeAt(offset);
        places[name] ??= `${path}:${line}:${column}`;
      };
      for (const { name, attributes } of scanTags(template)) {
        note(name.text, name.offset);
        for (const { name: attribute, value } of attributes)
          if (value !== undefined && eventOf(attribute.text) !== undefined) note(`@${value.text}`, value.offset);
      }
      return [path.replace(/\.ttml$/, ''), places];
    }),
  );
}
