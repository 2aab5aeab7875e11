import { Script } from 'node:vm';

/** What keeps a script from being compiled, as `path:line:column: what`; undefined if nothing does. */
export function syntaxProblem(path: string, code: string): string | undefined {
  try {
    // As the body of a function, on its own lines: so the modules are run.
    new Script(`(function (){\n${code}\n})`, { filename: path, lineOffset: -1 });
    return undefined;
  } catch (error) {
    const { name, message, stack = '' } = Object(error) as Error;
    if (name !== 'SyntaxError') throw error;
    // A syntax error says where it is in its first lines only: the line by its number, the column by a mark below it.
    const [place = '', , mark = ''] = stack.split('\n');
    const line = /:(\d+)$/.exec(place)?.[1] ?? '1';
    return `${path}:${line}:${mark.indexOf('^') + 1}: ${message}`;
  }
}
