import { componentRows } from '../coverage/components.ts';
import { compileTemplates } from './compiler.ts';
import { type Attribute, createPositions, type Piece, scanTags, type Tag } from './scan.ts';
import { directives, eventOf, translate } from './translate.ts';

export interface TtmlProblem {
  severity: 'error' | 'warning';
  path: string;
  /** Both count from 1. */
  line: number;
  column: number;
  message: string;
}

export interface TtmlToLint {
  /** For the messages. */
  path: string;
  template: string;
  /** Names of the page's methods; without them handlers are not checked. */
  handlers?: readonly string[];
  /** Whose methods they are, for the messages. */
  owner?: string;
}

/** What makes up other elements (their pages tell of them), and what a template is made of (page "TTML"). */
const withoutPage = `block checkbox import include picker-view-column radio sjs slot swiper-item template`.split(' ');

/** Elements that exist without being declared (page "components"); others come from `usingComponents`. */
const builtIn = new Set([...componentRows.map(({ name }) => name), ...withoutPage]);

/** Not among Feishu's elements, though a web view shows them. */
const ofHtml = `a article aside b br center div em font footer h1 h2 h3 h4 h5 h6 header hr i img li main nav ol p section
  small span strong table tbody td th thead tr u ul`;

/** Elements of WeChat and Douyin. Field: uni-app says of some that Feishu's client takes them, no page of Feishu does. */
const ofOthers = `ad cover-image cover-view live-player live-pusher movable-area movable-view open-avatar open-data page-meta`;

/** Whoever uses these is warned and not stopped. */
const unsure = new Set(`${ofHtml} ${ofOthers}`.split(/\s+/));

/**
 * What is wrong with a template, in the order of the file. `components` are the names that may be used besides the
 * built-in elements; of a template that no page is known to use it may be any.
 */
export function lintTtml(
  { path, template, handlers, owner = 'the page' }: TtmlToLint,
  components: readonly string[] | 'any' = [],
): TtmlProblem[] {
  const problems: TtmlProblem[] = [];
  const positionAt = createPositions(template);
  const report: Report = (offset, message, severity = 'error') =>
    problems.push({ severity, path, ...positionAt(offset), message });
  reportCompiled(path, template, report);
  for (const tag of scanTags(template)) {
    const { text } = tag.name;
    if (components !== 'any' && !builtIn.has(text) && !components.includes(text)) {
      const severity = unsure.has(text) ? 'warning' : 'error';
      report(tag.name.offset, `<${text}> is neither a built-in element nor in usingComponents`, severity);
    }
    const seen = new Set<string>();
    for (const attribute of tag.attributes) {
      const { name } = attribute;
      const isBehaviour = name.text.startsWith('tt:') || eventOf(name.text) !== undefined;
      if (seen.has(name.text)) report(name.offset, `${name.text} is there twice`, isBehaviour ? 'error' : 'warning');
      seen.add(name.text);
      checkDirective(tag, attribute, report);
      checkHandler(attribute, handlers, owner, report);
    }
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What compiling the template tells. After what cannot be read at all, the ends that are missing follow from it. */
function reportCompiled(path: string, template: string, report: Report): void {
  const { wxml, originOf } = translate(template);
  const lineStarts = [0, ...Array.from(wxml.matchAll(/\n/g), ({ index }) => index + 1)];
  const { messages } = compileTemplates(new Map([[path, wxml]]));
  const isUnreadable = messages.some(({ level }) => level === 'Fatal');
  for (const { level, message, startLine, startColumn } of messages) {
    if (level === 'Note' || judgedBelow.includes(message) || (isUnreadable && message === 'missing end tag')) continue;
    const offset = originOf((lineStarts[startLine] ?? 0) + startColumn);
    const isHarmless = harmless.includes(message) && !template.startsWith('tt:', offset);
    report(offset, message, isHarmless ? 'warning' : 'error');
  }
}

/** What makes the compiler pass over an attribute. */
const harmless: readonly string[] = ['should be quoted', 'invalid attribute', 'invalid attribute name'];

/** What the compiler says without the name, or not for every kind of attribute. */
const judgedBelow: readonly string[] = ['invalid attribute prefix', 'duplicated attribute'];

type Report = (offset: number, message: string, severity?: TtmlProblem['severity']) => void;

/** Prefixes that stand for neither a directive nor an event. */
const otherPrefixes = ['mark', 'model', 'change', 'generic', 'slot'];

function checkDirective(tag: Tag, { name, value }: Attribute, report: Report): void {
  const [prefix, rest] = name.text.split(':');
  if (rest === undefined) return;
  if (prefix === 'tt') {
    if (!(directives as readonly string[]).includes(rest)) report(name.offset, `unknown directive ${name.text}`);
    else if (rest !== 'else' && value === undefined) report(name.offset, `${name.text} needs a value`);
    else if (rest.startsWith('for-') && !has(tag, 'tt:for')) report(name.offset, `${name.text} without tt:for`);
  } else if (eventOf(name.text) === undefined && !otherPrefixes.includes(prefix ?? '')) {
    report(name.offset, `unknown prefix in ${name.text}`);
  }
}

function has(tag: Tag, name: string): boolean {
  return tag.attributes.some((attribute) => attribute.name.text === name);
}

function checkHandler(
  { name, value }: Attribute,
  handlers: readonly string[] | undefined,
  owner: string,
  report: Report,
): void {
  if (handlers === undefined || eventOf(name.text) === undefined) return;
  const handler: Piece = value ?? { text: '', offset: name.offset };
  // A bound name is known only when the page runs.
  if (handler.text.includes('{{') || handlers.includes(handler.text)) return;
  report(
    handler.offset,
    handler.text === '' ? `${name.text} names no handler` : `handler ${handler.text} does not exist in ${owner}`,
  );
}
