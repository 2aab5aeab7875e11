import { compileTemplates } from './compiler.ts';
import { type Attribute, type Piece, positionAt, scanTags, type Tag } from './scan.ts';
import { directives, eventOf, translate } from './translate.ts';

export interface TtmlProblem {
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
}

/** Elements that exist without being declared (page "components"); others come from `usingComponents`. */
const builtIn = new Set(
  `block button camera canvas checkbox checkbox-group cover-image cover-view editor form icon image import include input
  label map movable-area movable-view navigator picker picker-view picker-view-column progress radio radio-group
  rich-text scroll-view slider slot swiper swiper-item switch template text textarea video view web-view sjs`.split(
    /\s+/,
  ),
);

/** What is wrong with a template, in the order of the file. */
export function lintTtml({ path, template, handlers }: TtmlToLint, components: readonly string[] = []): TtmlProblem[] {
  const problems: TtmlProblem[] = [];
  const report = (offset: number, message: string) => problems.push({ path, ...positionAt(template, offset), message });

  const { wxml, originOf } = translate(template);
  const lines = wxml.split('\n');
  for (const { message, startLine, startColumn } of compileTemplates(new Map([[path, wxml]])).messages) {
    const offset = lines.slice(0, startLine).reduce((sum, line) => sum + line.length + 1, 0) + startColumn;
    if (!judgedBelow.includes(message)) report(originOf(offset), message);
  }
  for (const tag of scanTags(template)) {
    if (!builtIn.has(tag.name.text) && !components.includes(tag.name.text)) {
      report(tag.name.offset, `<${tag.name.text}> is neither a built-in element nor in usingComponents`);
    }
    tag.attributes.forEach((attribute, index) => {
      const { text, offset } = attribute.name;
      const before = tag.attributes.slice(0, index);
      if (before.some(({ name }) => name.text === text)) report(offset, `${text} is there twice`);
      checkDirective(tag, attribute, report);
      checkHandler(attribute, handlers, report);
    });
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What the compiler says without the name, or not for every kind of attribute. */
const judgedBelow: readonly string[] = ['invalid attribute prefix', 'duplicated attribute'];

type Report = (offset: number, message: string) => void;

function checkDirective(tag: Tag, { name, value }: Attribute, report: Report): void {
  const [prefix, rest] = name.text.split(':');
  if (rest === undefined) return;
  if (prefix === 'tt') {
    if (!(directives as readonly string[]).includes(rest)) report(name.offset, `unknown directive ${name.text}`);
    else if (rest !== 'else' && value === undefined) report(name.offset, `${name.text} needs a value`);
    else if (rest.startsWith('for-') && !has(tag, 'tt:for')) report(name.offset, `${name.text} without tt:for`);
  } else if (eventOf(name.text) === undefined && prefix !== 'mark') {
    report(name.offset, `unknown prefix in ${name.text}`);
  }
}

function has(tag: Tag, name: string): boolean {
  return tag.attributes.some((attribute) => attribute.name.text === name);
}

function checkHandler({ name, value }: Attribute, handlers: readonly string[] | undefined, report: Report): void {
  if (handlers === undefined || eventOf(name.text) === undefined) return;
  const handler: Piece = value ?? { text: '', offset: name.offset };
  // A bound name is known only when the page runs.
  if (handler.text.includes('{{') || handlers.includes(handler.text)) return;
  report(
    handler.offset,
    handler.text === '' ? `${name.text} names no handler` : `handler ${handler.text} does not exist in the page`,
  );
}
