import { parseSync } from 'oxc-parser';

export interface FunctionLength {
  /** Where it begins. */
  line: number;
  lines: number;
  /** Its first line, to be recognised by: many functions have no name. */
  head: string;
}

/** ESTree's functions with a body; a method is a property whose value is one of them. */
const functions: readonly unknown[] = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** Every function of a source file, those inside others too: an outer one counts the lines of its inner ones. */
export function functionsOf(path: string, text: string): FunctionLength[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const lines = text.split('\n');
  const found: FunctionLength[] = [];
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && functions.includes(node.type) && 'start' in node && 'end' in node) {
      const line = lineAt(Number(node.start));
      found.push({ line, lines: lineAt(Number(node.end)) - line + 1, head: (lines[line - 1] ?? '').trim() });
    }
    for (const child of Object.values(node)) walk(child);
  };
  walk(program);
  return found;
}
