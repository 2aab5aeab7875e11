/** A name or value in a template, with where it starts. */
export interface Piece {
  text: string;
  offset: number;
}

export interface Attribute {
  name: Piece;
  /** Absent for an attribute without `=`. */
  value?: Piece;
}

export interface Tag {
  name: Piece;
  attributes: readonly Attribute[];
  /** Of a script in the template: its code, as it stands there. */
  script?: Piece;
}

const attribute = /\s*([^\s=<>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+)))?|\s*\//y;
const opening = /<(!--|[A-Za-z][\w-]*)|\{\{/g;

/**
 * The opening tags of a template, in one pass. It reads no further than names and quotes: whether the template is
 * well-formed is found out by compiling it. What looks like a tag in a value, an expression, a comment or a script is
 * none.
 */
export function scanTags(template: string): Tag[] {
  const tags: Tag[] = [];
  const pass = (end: string, from: number): number | undefined => {
    const at = template.indexOf(end, from);
    return at === -1 ? undefined : at + end.length;
  };
  /** No need to look for an end twice where there is none. */
  let expressionsEnd = true;
  opening.lastIndex = 0;
  for (let match = opening.exec(template); match !== null; match = opening.exec(template)) {
    const name = match[1];
    if (name === undefined) {
      const end: number | undefined = expressionsEnd ? pass('}}', opening.lastIndex) : undefined;
      expressionsEnd = end !== undefined;
      opening.lastIndex = end ?? opening.lastIndex;
    } else if (name === '!--') opening.lastIndex = pass('-->', opening.lastIndex) ?? template.length;
    else {
      const offset = match.index + 1;
      const { attributes, end } = scanAttributes(template, offset + name.length);
      const script = scripts.includes(name) ? scriptAfter(template, end, name) : undefined;
      tags.push({ name: { text: name, offset }, attributes, ...(script && { script }) });
      opening.lastIndex = script === undefined ? end : script.offset + script.text.length;
    }
  }
  return tags;
}

const scripts: readonly string[] = ['sjs', 'wxs'];

/** What stands between a script's tags. */
function scriptAfter(template: string, end: number, name: string): Piece | undefined {
  if (template[end] !== '>' || template[end - 1] === '/') return undefined;
  const close = template.indexOf(`</${name}`, end);
  return close === -1 ? undefined : { text: template.slice(end + 1, close), offset: end + 1 };
}

function scanAttributes(template: string, from: number): { attributes: Attribute[]; end: number } {
  const attributes: Attribute[] = [];
  let end = from;
  attribute.lastIndex = from;
  for (let match = attribute.exec(template); match !== null; match = attribute.exec(template)) {
    const [whole, name, double, single, bare] = match;
    end = attribute.lastIndex;
    if (name === undefined) continue;
    const value = double ?? single ?? bare;
    attributes.push({
      name: { text: name, offset: match.index + whole.indexOf(name) },
      ...(value === undefined
        ? {}
        : { value: { text: value, offset: end - value.length - (bare === undefined ? 1 : 0) } }),
    });
  }
  return { attributes, end };
}

export interface Position {
  /** Both count from 1. */
  line: number;
  column: number;
}

/** Finds positions in a text that is read once for all of them. */
export function createPositions(text: string): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    const line = Math.max(
      0,
      starts.findLastIndex((start) => start <= offset),
    );
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}
