import { describe, expect, it } from '@jest/globals';
import { initialsOf } from '../src/index.ts';

describe('initials', () => {
  it.each([
    ['张三', '张三'],
    ['欧阳娜娜', '娜娜'],
    ['Ada Lovelace', 'AL'],
    ['ada king lovelace', 'AL'],
    ['Madonna', 'M'],
    ['ada.lovelace', 'AL'],
    ['ada_king-lovelace', 'AL'],
    ['ada', 'A'],
    ['Jean-Luc Picard', 'JP'],
    ['Mary Smith-Jones', 'MS'],
    ['王', '王'],
    ['张 三', '张三'],
    ['张三 (Sam)', '张三'],
    ['𠮷野', '𠮷野'],
    ['-', ''],
    ['👩‍🚀 Zoe', '👩Z'],
    ['  ', ''],
  ])('of “%s” are “%s”', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
