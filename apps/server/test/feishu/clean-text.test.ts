import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanText } from '../../src/feishu/answers.ts';

const graphemes = (text: string) => [...new Intl.Segmenter('zh').segment(text)].length;

describe('Cleaned text', () => {
  it.each([
    ['  张三\n', '张三'],
    ['a\u0000b\u0007c\u0085', 'abc'],
    ['\ud800a\udc00', 'a'],
    ['e\u0301', 'e\u0301'],
    ['a b', 'a b'],
    ['\u0000', undefined],
    ['   ', undefined],
    ['\u200b', undefined],
    ['\u200b\u2060 \u3164\u2800\u202e', undefined],
    ['\u200b张三', '\u200b张三'],
    ['', undefined],
  ])('of %j is %j', (text, cleaned) => {
    expect(cleanText(text, 200)).toBe(cleaned);
  });

  it('E7: is cut between characters as people see them, never within', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(cleanText(family.repeat(5), 3)).toBe(family.repeat(3));
    expect(cleanText('🇨🇳🇨🇳🇨🇳', 2)).toBe('🇨🇳🇨🇳');
    expect(cleanText('a b c', 2)).toBe('a');
  });

  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          ' ',
          '\u0301',
          '\u200d',
          '👨',
          '🇨',
          '\ud83d',
          '\udc68',
          '\u0000',
          '\ufffd',
          '\ufeff',
          'a',
          '\u1100',
          '\u1161',
          '\u0e33',
        ),
        { maxLength: 80 },
      )
      .map((parts) => parts.join('')),
  );

  it('E6: stays as it is when cleaned again, is bounded, and is text that any database and page takes', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cleaned = cleanText(text, max);
        if (cleaned === undefined) return;
        expect(cleanText(cleaned, max)).toBe(cleaned);
        expect(graphemes(cleaned)).toBeLessThanOrEqual(max);
        expect(cleaned.length).toBeLessThanOrEqual(max * 16);
        expect(cleaned).not.toBe('');
        expect(cleaned.trim()).toBe(cleaned);
        expect(/[\p{Cc}\p{Cs}]/u.test(cleaned)).toBe(false);
        expect(Buffer.from(cleaned).toString()).toBe(cleaned);
      }),
      { numRuns: 1_000 },
    );
  });
});
