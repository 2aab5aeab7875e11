import { posix } from 'node:path';
import { type AnyNode, type Node, type Options, parse } from 'acorn';
import { type BuiltFile, type Problem, placeAt } from './built-files.ts';

/** Every script: its syntax is ES2015 or older, and whatever it requires exists, by a relative path. */
export function checkCode(files: readonly BuiltFile[]): Problem[] {
  return files.filter(({ path }) => path.endsWith('.js')).flatMap((file) => checkScript(file, files));
}

function checkScript(file: BuiltFile, files: readonly BuiltFile[]): Problem[] {
  const program = parsed(file, 2015);
  if ('message' in program) {
    const any = parsed(file, 'latest');
    return 'message' in any
      ? [any]
      : [{ ...program, message: `syntax newer than ES2015, which older clients cannot read: ${program.message}` }];
  }
  return requiresIn(program).flatMap(({ target, start }) => {
    const message = wrongWith(target, file.path, files);
    return message === undefined ? [] : [{ ...placeAt(file, start), message }];
  });
}

function parsed(file: BuiltFile, ecmaVersion: Options['ecmaVersion']): Node | Problem {
  try {
    return parse(file.text, { ecmaVersion, sourceType: 'script', allowReturnOutsideFunction: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as SyntaxError & { pos: number };
    return { ...placeAt(file, pos), message: error.message.replace(/ \(\d+:\d+\)$/, '') };
  }
}

interface Required {
  /** `undefined` when it is not a plain text. */
  target: string | undefined;
  start: number;
}

function requiresIn(node: Node): Required[] {
  const found: Required[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isNode(value)) {
      if (value.type === 'CallExpression' && value.callee.type === 'Identifier' && value.callee.name === 'require') {
        const [argument] = value.arguments;
        const target = argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
        found.push({ target, start: value.start });
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(node);
  return found;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The runtime resolves relative paths alone (page "模块化"); the names of packages only with an option that is off here. */
function wrongWith(target: string | undefined, from: string, files: readonly BuiltFile[]): string | undefined {
  if (target === undefined) return 'require needs a plain text, to be found before the code runs';
  if (!/^\.{1,2}\//.test(target)) return `require(${JSON.stringify(target)}) is not a relative path`;
  const path = posix.join(posix.dirname(from), target);
  return files.some((file) => file.path === path || file.path === `${path}.js`)
    ? undefined
    : `require(${JSON.stringify(target)}) finds no file`;
}
