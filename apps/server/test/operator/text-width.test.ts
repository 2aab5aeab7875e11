import { describe, expect, it } from '@jest/globals';
import { createScreen } from '../../src/operator/terminal/screen.ts';
import { printTable } from '../../src/operator/terminal/table.ts';
import { columns, printable, shortened, wrapped } from '../../src/operator/terminal/text-width.ts';

describe('Text in a terminal', () => {
  it.each([
    ['abc', 3],
    ['张三', 4],
    ['重定向 URL', 10],
    ['，。', 4],
    ['é', 1],
    ['\u001b[31m红\u001b[39m', 2],
    ['👍', 2],
  ])('“%s” takes %i columns', (text, width) => {
    expect(columns(text)).toBe(width);
  });

  it('is cut with a mark, never through a character', () => {
    expect(shortened('张三李四', 5)).toBe('张三…');
    expect(shortened('张三李四', 8)).toBe('张三李四');
  });

  it('is broken between words and between ideographs, with punctuation kept at the end of its line', () => {
    expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrapped('协议、域名，端口', 10)).toEqual(['协议、域', '名，端口']);
    expect(wrapped('在「开发者后台」打开 https://open.feishu.cn', 14)).toEqual([
      '在「开发者后',
      '台」打开',
      'https://open.feishu.cn',
    ]);
    for (const line of wrapped('平台不会下发 refresh_token：约两小时后，要用户重新授权。'.repeat(5), 20)) {
      expect(columns(line)).toBeLessThanOrEqual(20);
      expect(line).not.toMatch(/^[，。：]/);
    }
  });

  it('loses nothing when it is broken', () => {
    const text = 'Copy Encrypt Key（加密策略）to FEISHU_ENCRYPT_KEY, then restart … “now”。完';
    expect(wrapped(text, 9).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  it('from elsewhere cannot move the cursor or turn the line around', () => {
    expect(printable('a\u001b[2Jb\u202ec\u0000\u2028d')).toBe('a[2Jbcd');
  });

  it('lines up in tables, whatever its script', () => {
    let out = '';
    const screen = createScreen({
      language: 'zh',
      colour: false,
      terminalWidth: 80,
      out: (text) => {
        out += text;
      },
      err: () => undefined,
      taken: async () => undefined,
      secrets: [],
    });
    const shown = [
      { title: { zh: '姓名', en: 'NAME' }, cell: ({ name }: { name: string }) => name },
      { title: { zh: '数', en: 'N' }, cell: () => '1' },
    ];
    printTable(screen, shown, [{ name: '张三' }, { name: 'Al' }]);
    expect(out).toBe('姓名  数\n张三  1\nAl    1\n');
  });
});
