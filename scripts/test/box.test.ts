import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import { box, labelled } from '../box.ts';

describe('the box around the links', () => {
  it('closes straight although Chinese characters take two columns and colours none', () => {
    const { bold } = pc.createColors(true);
    expect(box([bold('小程序 ab'), 'x'])).toBe(
      ['╭─────────────╮', `│  ${bold('小程序 ab')}  │`, '│  x          │', '╰─────────────╯'].join('\n'),
    );
  });

  it('lines up values after labels of either language', () => {
    const column = (label: string) => stripVTControlCharacters(labelled(label, 'v', 10)).indexOf('v');
    expect(column('网页 Web')).toBe(8);
    expect(column('Web')).toBe(10);
  });
});
