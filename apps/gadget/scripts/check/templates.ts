import { posix } from 'node:path';
import { definitionsOf, lintTtml, readBuiltGadget } from '@feishu-login/gadget-simulator';
import { type BuiltFile, type Problem, placeAt } from './built-files.ts';
import type { Configuration } from './configuration.ts';

type Definitions = ReturnType<typeof definitionsOf>;

/**
 * Runs the built code, without opening a page: nothing else knows so well which handlers there are. For code that the
 * other checks found in order.
 */
export async function loadDefinitions(
  dist: string,
  { root, pages }: Configuration,
): Promise<{ pages?: Definitions; problems: Problem[] }> {
  try {
    const found = definitionsOf(await readBuiltGadget(dist));
    const silent = pages.filter((page) => !found.has(page));
    return {
      pages: found,
      problems: silent.map((page) => ({ file: `${root}${page}.js`, message: 'does not call Page(…)' })),
    };
  } catch (error) {
    return { problems: [failureToLoad(error, root)] };
  }
}

/** Names the line of the built code that threw. The error is one of the vm, no `Error` of ours. */
function failureToLoad(error: unknown, root: string): Problem {
  const { message = String(error), stack = '' } = Object(error) as { message?: string; stack?: string };
  const [, file, line, column] = /([\w/-]+\.js):(\d+):(\d+)/.exec(stack) ?? [];
  return file === undefined
    ? { file: `${root}app.js`, message: `fails when loaded: ${message}` }
    : { file: root + file, line: Number(line), column: Number(column), message: `fails when loaded: ${message}` };
}

/** Every template: well-formed, known directives, and, where they are known, handlers that its page really has. */
export function checkTemplates(
  files: readonly BuiltFile[],
  { root }: Configuration,
  definitions?: Definitions,
): Problem[] {
  return files.flatMap((file) => [
    ...(file.path.endsWith('.ttml') ? lint(file, root, files, definitions) : []),
    ...(/\.tt(ml|ss)$/.test(file.path) ? missingImports(file, files) : []),
  ]);
}

function lint(file: BuiltFile, root: string, files: readonly BuiltFile[], definitions?: Definitions): Problem[] {
  const name = file.path.slice(root.length).replace(/\.ttml$/, '');
  const definition = definitions?.get(name);
  const handlers = definition && Object.keys(definition).filter((key) => typeof definition[key] === 'function');
  const own = files.find(({ path }) => path === file.path.replace(/\.ttml$/, '.json'));
  const problems = lintTtml(
    { path: file.path, template: file.text, ...(handlers === undefined ? {} : { handlers }) },
    componentsIn(own),
  );
  return problems.map(({ path, ...problem }) => ({ file: path, ...problem }));
}

function componentsIn(json: BuiltFile | undefined): string[] {
  const using = /"usingComponents"\s*:\s*\{([^}]*)\}/.exec(json?.text ?? '')?.[1] ?? '';
  return [...using.matchAll(/"([\w-]+)"\s*:/g)].map(([, name = '']) => name);
}

function missingImports(file: BuiltFile, files: readonly BuiltFile[]): Problem[] {
  const imports = /<(?:import|include)\s[^>]*?src=["']([^"']+)["']|@import\s+["']([^"']+)["']/g;
  return [...file.text.matchAll(imports)].flatMap((match) => {
    const target = match[1] ?? match[2] ?? '';
    const path = posix.join(posix.dirname(file.path), target);
    const found = files.some((candidate) => candidate.path === path || `${path}.ttml` === candidate.path);
    return found ? [] : [{ ...placeAt(file, match.index), message: `${target} does not exist` }];
  });
}
