import { type AnyNode, type Options, type Program, parse } from 'acorn';
import { type GadgetFile, type Problem, placeAt } from './files.ts';
import { isDeclaration, textOf } from './nodes.ts';
import { createTtUses, type TtUses } from './tt-uses.ts';

/** What a script says about itself without being run. */
export interface Script {
  /** `require('…')` and `import … from '…'`; the target is `undefined` when it is not a plain text. */
  imports: readonly { target: string | undefined; start: number }[];
  /** `import` or `export` is used. */
  isModule: boolean;
  /** What is given to `Page(…)` or `Component(…)`. */
  registered: readonly Registration[];
  /** Names of a browser that are used as if they were there. */
  browserNames: readonly { name: string; start: number }[];
  tt: TtUses;
}

export interface Registration {
  kind: 'Page' | 'Component';
  /** Names of its methods; absent when only running the code would tell. */
  handlers?: readonly string[];
}

/** A script's syntax tree, or what is wrong with it. */
export function parseScript(file: GadgetFile, ecmaVersion: Options['ecmaVersion']): Program | Problem {
  const found = parseAs('script', file, ecmaVersion);
  return 'message' in found && found.message.includes('sourceType') ? parseAs('module', file, ecmaVersion) : found;
}

function parseAs(
  sourceType: 'script' | 'module',
  file: GadgetFile,
  ecmaVersion: Options['ecmaVersion'],
): Program | Problem {
  try {
    return parse(file.text, { ecmaVersion, sourceType, allowReturnOutsideFunction: true, allowHashBang: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as SyntaxError & { pos: number };
    return { severity: 'error', ...placeAt(file, pos), message: error.message.replace(/ \(\d+:\d+\)$/, '') };
  }
}

const browserGlobals = new Set(['window', 'document', 'fetch', 'localStorage', 'XMLHttpRequest']);

const moduleStatements = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportDefaultDeclaration',
  'ExportAllDeclaration',
]);

/** Reads a script in one walk over its tree. */
export function readScript(program: Program): Script {
  const imports: { target: string | undefined; start: number }[] = [];
  const registered: Registration[] = [];
  const used: { name: string; start: number }[] = [];
  const known = new Set<string>();
  const tt = createTtUses();
  let isModule = false;
  walk(program, (node, parent, key) => {
    tt.see(node, parent, key);
    if (moduleStatements.has(node.type)) {
      isModule = true;
      if ('source' in node && node.source) imports.push({ target: textOf(node.source), start: node.start });
    }
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      const [argument] = node.arguments;
      const { name } = node.callee;
      if (name === 'require') imports.push({ target: textOf(argument), start: node.start });
      else if (name === 'Page' || name === 'Component') registered.push(registration(name, argument));
    }
    if (node.type === 'Identifier' && browserGlobals.has(node.name)) {
      if (isDeclaration(parent, key) || isAskedFor(parent)) known.add(node.name);
      else if (!isName(parent, key)) used.push({ name: node.name, start: node.start });
    }
  });
  return { imports, isModule, registered, browserNames: used.filter(({ name }) => !known.has(name)), tt: tt.uses() };
}

/** Without recursion: minified code nests deeper than a stack is. Three stacks, to make no object for each node. */
function walk(root: AnyNode, visit: (node: AnyNode, parent: AnyNode | undefined, key: string) => void): void {
  const nodes: AnyNode[] = [root];
  const parents: (AnyNode | undefined)[] = [undefined];
  const keys: string[] = [''];
  const push = (value: unknown, parent: AnyNode, key: string): void => {
    if (!isNode(value)) return;
    nodes.push(value);
    parents.push(parent);
    keys.push(key);
  };
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    visit(node, parents.pop(), keys.pop() ?? '');
    for (const key in node) {
      const value: unknown = node[key as keyof AnyNode];
      if (Array.isArray(value)) for (const one of value) push(one, node, key);
      else if (typeof value === 'object') push(value, node, key);
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function registration(kind: Registration['kind'], argument: AnyNode | undefined): Registration {
  const methods = kind === 'Page' ? argument : propertyOf(argument, 'methods');
  const mixedIn = propertyOf(argument, 'behaviors') ?? propertyOf(argument, 'mixins');
  const isPlain = mixedIn === undefined && namesIn(argument) !== undefined;
  const handlers = isPlain && methods === undefined ? [] : namesIn(methods);
  return isPlain && handlers !== undefined ? { kind, handlers } : { kind };
}

function propertyOf(node: AnyNode | undefined, name: string): AnyNode | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const found = node.properties.find((property) => property.type === 'Property' && nameOf(property) === name);
  return found?.type === 'Property' ? found.value : undefined;
}

/** The names of an object's own properties, unless something is spread into it. */
function namesIn(node: AnyNode | undefined): string[] | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const names = node.properties.map((property) => (property.type === 'Property' ? nameOf(property) : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

function nameOf({ key, computed }: { key: AnyNode; computed: boolean }): string | undefined {
  if (computed) return undefined;
  return key.type === 'Identifier' ? key.name : textOf(key);
}

/** `typeof window`: whoever asks knows that it may be missing. */
function isAskedFor(parent: AnyNode | undefined): boolean {
  return parent?.type === 'UnaryExpression' && parent.operator === 'typeof';
}

/** `a.window`, `{ window: 1 }`: a name, no use. */
function isName(parent: AnyNode | undefined, key: string): boolean {
  if (parent === undefined || !('computed' in parent) || parent.computed) return false;
  return (key === 'property' || key === 'key') && !('shorthand' in parent && parent.shorthand);
}
