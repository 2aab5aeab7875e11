import { element } from '../../client/element.ts';
import type { FaultKindView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { field } from './controls.ts';

const noJson = { zh: (name: string) => `${name} 不是 JSON。`, en: (name: string) => `${name} is no JSON.` }[
  boot.language
];

/** What a parameter means, in Chinese; the control API says it in English. A default is the same in both. */
const chinese: Readonly<Record<string, string>> = {
  'its text': '错误信息',
  '429, or 400 as on old APIs': '429；旧接口为 400',
  'seconds, default 1': '秒，默认 1',
  '302, 301, 307 or 308': '302、301、307 或 308',
  'none when left out': '留空则没有',
  'dotted field to value, as {"data.name": 7}': '以点分隔的字段与值，如 {"data.name": 7}',
  'a list of dotted fields': '以点分隔的字段的列表，如 ["data.name"]',
  'dotted, default data.open_id': '以点分隔，默认 data.open_id',
};

function aboutOf(english: string): string {
  if (boot.language !== 'zh') return english;
  return chinese[english] ?? english.replace(/^default /, '默认 ');
}

/** What was typed for each parameter, by its name. */
export type TypedParams = Record<string, string>;

/** A field for each parameter that the fault takes; what is left empty is not sent. */
export function paramFields({ params }: FaultKindView, typed: TypedParams): HTMLElement[] {
  return Object.entries(params).map(([name, { about, type }]) => {
    const attributes = type === 'number' ? { type: 'number', step: 'any' } : { type: 'text', spellcheck: 'false' };
    const input = element('input', { ...attributes, value: typed[name] ?? '', 'data-param': name });
    input.addEventListener('change', () => {
      typed[name] = input.value;
    });
    return field(name, input, aboutOf(about));
  });
}

/** What was typed as the platform takes it; throws an Error that names what is no JSON. */
export function readParams({ params }: FaultKindView, typed: TypedParams): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, { type }]) => {
      const text = typed[name]?.trim() ?? '';
      return text === '' ? [] : [[name, type === 'text' ? text : parse(name, text)]];
    }),
  );
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(noJson(name));
    throw error;
  }
}
