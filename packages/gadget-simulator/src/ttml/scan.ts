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
}

const tagOrComment = /<!--[\s\S]*?(?:-->|$)|<([A-Za-z][\w-]*)/g;
const attribute = /\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?|\s*\//y;

/**
 * The opening tags of a template. It reads no further than names and quotes: whether the template is well-formed is
 * found out by compiling it.
 */
export function scanTags(template: string): Tag[] {
  const tags: Tag[] = [];
  for (const match of template.matchAll(tagOrComment)) {
    const name = match[1];
    if (name === undefined) continue;
    const offset = match.index + 1;
    tags.push({ name: { text: name, offset }, attributes: scanAttributes(template, offset + name.length) });
  }
  return tags;
}

function scanAttributes(template: string, from: number): Attribute[] {
  const attributes: Attribute[] = [];
  attribute.lastIndex = from;
  for (let match = attribute.exec(template); match !== null; match = attribute.exec(template)) {
    const [whole, name, double, single] = match;
    if (name === undefined) continue;
    const value = double ?? single;
    const end = match.index + whole.length;
    attributes.push({
      name: { text: name, offset: match.index + whole.indexOf(name) },
      ...(value === undefined ? {} : { value: { text: value, offset: end - 1 - value.length } }),
    });
  }
  return attributes;
}

export interface Position {
  /** Both count from 1. */
  line: number;
  column: number;
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
