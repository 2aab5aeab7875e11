/** Markup that is already safe. Only `html` makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Insert = Html | string | number | false | null | undefined | readonly Insert[];

/** A template that escapes everything put into it, except other pieces of `html`. */
export function html(strings: TemplateStringsArray, ...inserts: Insert[]): Html {
  return new Html(strings.reduce((text, part, index) => text + render(inserts[index - 1]) + part));
}

function render(insert: Insert): string {
  if (insert instanceof Html) return insert.text;
  if (Array.isArray(insert)) return insert.map(render).join('');
  if (insert === false || insert === null || insert === undefined) return '';
  return escapeText(String(insert));
}

/** For text and for quoted attribute values. */
function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Data for the page's script, in an element of this id; nothing in it can end the element. */
export function inlineJson(id: string, data: unknown): Html {
  const text = JSON.stringify(data).replace(/</g, '\\u003c');
  return new Html(`<script type="application/json" id="${escapeText(id)}">${text}</script>`);
}
