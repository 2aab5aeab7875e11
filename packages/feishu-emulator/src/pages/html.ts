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
