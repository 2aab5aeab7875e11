import { stripVTControlCharacters } from 'node:util';

/** East Asian Wide and Fullwidth, as far as names and our own words need them, and emoji. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The columns a text takes in a terminal, colours not counted. */
export function columns(text: string): number {
  let sum = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) sum += wide.test(segment) ? 2 : 1;
  return sum;
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Cut to a width, with a mark where something is missing. */
export function shortened(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (columns(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Foreign text made harmless: nothing in it can move the cursor, change colours or turn the line around. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '');
}

const opening = '（「『《【“‘';
const closing = '，。；：！？）」』》】”’、…';
const ideograph = '\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff';
/** What must not be torn apart: a word or one ideograph, with the punctuation that belongs to it. */
const unit = new RegExp(
  `\\s+|[${opening}]*(?:[${ideograph}]|[^\\s${ideograph}${opening}${closing}]+)?[${closing}]*`,
  'gu',
);

/** Breaks a text into lines of at most `width` columns, between words and between ideographs. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of text.matchAll(unit)) {
    if (piece === '') continue;
    if (line !== '' && columns(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
