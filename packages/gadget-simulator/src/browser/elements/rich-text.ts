import { given } from './attributes.ts';
import type { Behaviour } from './watch.ts';

/** Trusted nodes and their attributes besides `class` and `style` (page "rich-text"). */
const trusted: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    `a abbr b blockquote br code dd del div dl dt em fieldset h1 h2 h3 h4 h5 h6 hr i ins label legend li p q span strong
    sub sup tbody tfoot thead tr ul pre colgroup`
      .split(/\s+/)
      .map((name) => [name, name === 'colgroup' ? ['span', 'width'] : []]),
  ),
  col: ['span', 'width'],
  img: ['alt', 'src', 'height', 'width'],
  ol: ['start', 'type'],
  table: ['width'],
  td: ['colspan', 'height', 'rowspan', 'width'],
  th: ['colspan', 'height', 'rowspan', 'width'],
  video: ['src', 'poster'],
};

/** The page "rich-text": a list of nodes or a text of HTML; what is not trusted is left out. */
export const richText: Behaviour = (host, changed) => {
  if (!changed.has('nodes')) return;
  const nodes = given(host, 'nodes');
  host.replaceChildren(...(typeof nodes === 'string' ? fromHtml(nodes) : fromList(nodes)));
};

function fromList(list: unknown): Node[] {
  return (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
    const { type, name, attrs, children, text } = Object(one) as Record<string, unknown>;
    if (type === 'text')
      return [...new DOMParser().parseFromString(String(text ?? ''), 'text/html').body.childNodes].filter(
        (node) => node instanceof Text,
      );
    return element(String(name ?? ''), Object(attrs) as Record<string, unknown>, fromList(children));
  });
}

function fromHtml(html: string): Node[] {
  const read = (node: Node): Node[] => {
    if (node instanceof Text) return [node.cloneNode()];
    if (!(node instanceof Element)) return [];
    const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
    return element(node.localName, attributes, [...node.childNodes].flatMap(read));
  };
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].flatMap(read);
}

function element(name: string, attributes: Readonly<Record<string, unknown>>, children: readonly Node[]): Node[] {
  const allowed = trusted[name.toLowerCase()];
  if (allowed === undefined) return [];
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (['class', 'style', ...allowed].includes(key)) made.setAttribute(key, String(value));
  made.append(...children);
  return [made];
}
