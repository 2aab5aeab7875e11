import { scanTags } from './scan.ts';

/** Directives of TTML (page "TTML"). */
export const directives = ['if', 'elif', 'else', 'for', 'for-item', 'for-index', 'key'] as const;

interface Replacement {
  offset: number;
  length: number;
  text: string;
}

export interface Translation {
  wxml: string;
  /** Where in the TTML the text at an offset of the WXML comes from. */
  originOf(offset: number): number;
}

/**
 * TTML as WXML, which the template compiler reads: `tt:` becomes `wx:`, `bindtap` becomes `bind:tap` (without the colon
 * it is an attribute on built-in elements), template files get the other ending.
 */
export function translate(ttml: string): Translation {
  const replacements: Replacement[] = [];
  for (const tag of scanTags(ttml)) {
    const { offset } = tag.name;
    if (tag.name.text === 'sjs') replacements.push({ offset, length: 3, text: 'wxs' });
    for (const { name, value } of tag.attributes) {
      const text = wxmlName(name.text);
      if (text !== name.text) replacements.push({ offset: name.offset, length: name.text.length, text });
      if (value?.text.endsWith('.ttml') && name.text === 'src') {
        replacements.push({ offset: value.offset + value.text.length - '.ttml'.length, length: 5, text: '.wxml' });
      }
      if (value?.text.endsWith('.sjs') && name.text === 'src') {
        replacements.push({ offset: value.offset + value.text.length - '.sjs'.length, length: 4, text: '.wxs' });
      }
    }
    const { script } = tag;
    if (script !== undefined && tag.name.text === 'sjs') {
      replacements.push({ offset: script.offset + script.text.length + '</'.length, length: 3, text: 'wxs' });
    }
  }
  return apply(ttml, replacements);
}

function wxmlName(name: string): string {
  const directive = /^tt:(.+)$/.exec(name)?.[1];
  if (directive !== undefined) return (directives as readonly string[]).includes(directive) ? `wx:${directive}` : name;
  return name.replace(eventAttribute, (_, how: string, named?: string, event?: string) => `${how}:${named ?? event}`);
}

/** `bindtap`, `catchtap`, `capture-bind:tap`; after a colon the name may have any form, as `bind:on-close`. */
const eventAttribute = /^(bind|catch|capture-bind|capture-catch)(?::([\w-]+)|([a-zA-Z]\w*))$/;

/** The event an attribute listens to, if it is such an attribute. */
export function eventOf(name: string): string | undefined {
  const [, , named, event] = eventAttribute.exec(name) ?? [];
  return named ?? event;
}

function apply(source: string, replacements: readonly Replacement[]): Translation {
  let wxml = '';
  let done = 0;
  /** Pairs of offsets, in the result and in the source, from where on both run in step. */
  const marks: [result: number, origin: number][] = [[0, 0]];
  for (const { offset, length, text } of replacements) {
    wxml += source.slice(done, offset) + text;
    done = offset + length;
    marks.push([wxml.length, done]);
  }
  wxml += source.slice(done);
  return {
    wxml,
    originOf(offset) {
      const [result, origin] = marks.findLast(([start]) => start <= offset) ?? [0, 0];
      return origin + offset - result;
    },
  };
}
