import type { AnyNode, Node } from 'acorn';

/** What a text that is written out says. */
export function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && 'value' in node && typeof node.value === 'string' ? node.value : undefined;
}

/** A variable, parameter or function of the script's own that has the name. */
export function isDeclaration(parent: AnyNode | undefined, key: string): boolean {
  if (parent === undefined) return false;
  return (
    key === 'params' ||
    (key === 'id' && /^(?:VariableDeclarator|Function|Class)/.test(parent.type)) ||
    /^Import\w*Specifier$/.test(parent.type)
  );
}
