import type { AnyNode } from 'acorn';
import { isDeclaration, textOf } from './nodes.ts';

/** What a script wants of the client's `tt`. */
export interface TtUses {
  /** Functions that it uses as if they were there. */
  wanted: readonly { name: string; start: number }[];
  /** Names that it puts into `tt` itself. */
  own: ReadonlySet<string>;
}

/**
 * Reads a script's uses of `tt` node by node. Whoever asks for a function before, by `tt.canIUse('x')` or by looking
 * whether there is a `tt.x`, knows that it may be missing; and a `tt` of the script's own is not the client's.
 */
export function createTtUses() {
  const wanted: { name: string; start: number }[] = [];
  const own = new Set<string>();
  const askedFor = new Set<string>();
  let isOwn = false;

  function seeMember(node: AnyNode, parent: AnyNode | undefined, key: string): void {
    const name = memberOfTt(node);
    if (name === undefined || !('property' in node)) return;
    if (parent?.type === 'AssignmentExpression' && key === 'left') own.add(name);
    else if (isQuestion(parent, key)) askedFor.add(name);
    else wanted.push({ name, start: node.property.start });
  }

  return {
    see(node: AnyNode, parent: AnyNode | undefined, key: string): void {
      if (node.type === 'MemberExpression') seeMember(node, parent, key);
      else if (node.type === 'CallExpression' && memberOfTt(node.callee) === 'canIUse')
        askedFor.add(textOf(node.arguments[0])?.split('.')[0] ?? '');
      else if (node.type === 'BinaryExpression' && node.operator === 'in' && isTt(node.right))
        askedFor.add(textOf(node.left) ?? '');
      else if (node.type === 'VariableDeclarator' && isTt(node.init)) takenApart(node.id, wanted, askedFor);
      else if (isTt(node) && isBound(parent, key)) isOwn = true;
    },
    uses: (): TtUses => ({
      own,
      wanted: isOwn ? [] : wanted.filter(({ name }) => !askedFor.has(name) && !alwaysThere.has(name)),
    }),
  };
}

/** `canIUse` is a question, and the rest every object has. */
const alwaysThere: ReadonlySet<string> = new Set(['canIUse', ...Object.getOwnPropertyNames(Object.prototype)]);

function isTt(node: AnyNode | null | undefined): boolean {
  return node?.type === 'Identifier' && node.name === 'tt';
}

/** `x` of `tt.x`, `tt['x']` and `tt?.x`. */
function memberOfTt(node: AnyNode): string | undefined {
  if (node.type !== 'MemberExpression' || !isTt(node.object)) return undefined;
  if (node.computed) return textOf(node.property);
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** Whether what is there is only looked at: `if (tt.x)`, `tt.x && …`, `typeof tt.x`, `tt.x === undefined`, `tt.x?.()`. */
function isQuestion(parent: AnyNode | undefined, key: string): boolean {
  if (parent === undefined) return false;
  if (key === 'test') return true;
  if ('optional' in parent && parent.optional === true) return true;
  if (parent.type === 'CallExpression') return key === 'arguments' && isBoolean(parent.callee);
  return ['UnaryExpression', 'LogicalExpression', 'BinaryExpression', 'ChainExpression'].includes(parent.type);
}

function isBoolean(callee: AnyNode): boolean {
  return callee.type === 'Identifier' && callee.name === 'Boolean';
}

/** `const { x, y = otherwise } = tt`. */
function takenApart(pattern: AnyNode, wanted: { name: string; start: number }[], askedFor: Set<string>): void {
  if (pattern.type !== 'ObjectPattern') return;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') continue;
    const { name, start } = property.key;
    if (property.value.type === 'AssignmentPattern') askedFor.add(name);
    else wanted.push({ name, start });
  }
}

/** Something of the script's own takes the name, by a declaration or by what is assigned. */
function isBound(parent: AnyNode | undefined, key: string): boolean {
  if (parent === undefined) return false;
  if (key === 'param' || parent.type === 'ArrayPattern') return true;
  if (key === 'left') return parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern';
  if (key === 'value') return parent.type === 'Property' && parent.shorthand;
  return key !== 'imported' && isDeclaration(parent, key);
}
