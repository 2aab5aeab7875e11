import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { createPositions } from './ttml/scan.ts';

/** Json files are trusted to have the documented shape: `gadget:check` is what looks at them closely. */
export function parseJson<Shape>(path: string, text: string): Shape {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return value as Shape;
  const { line, column } = createPositions(text)(first.offset);
  throw new Error(`${path} is not JSON: ${path}:${line}:${column}: ${said(printParseErrorCode(first.error))}`);
}

/** `CommaExpected` as words. */
function said(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
