import type { Text } from '../terminal/language.ts';

/** What line 1 of a file of former ids may name. */
export const columns = ['former_id', 'open_id', 'union_id', 'app_id', 'tenant_key', 'name', 'email'] as const;
export type Column = (typeof columns)[number];

interface Rule {
  readonly shape: RegExp;
  readonly longest: number;
  readonly text: Text;
}

const rules: Readonly<Record<Column, Rule>> = {
  former_id: {
    shape: /^.+$/,
    longest: 200,
    text: { zh: '不能为空，最长 200 个字符。', en: 'must not be empty, and has at most 200 characters.' },
  },
  open_id: { shape: /^(ou_[\w-]+)?$/, longest: 128, text: { zh: '应以 ou_ 开头。', en: 'must begin with ou_.' } },
  union_id: { shape: /^(on_[\w-]+)?$/, longest: 128, text: { zh: '应以 on_ 开头。', en: 'must begin with on_.' } },
  app_id: { shape: /^(cli_\w+)?$/, longest: 128, text: { zh: '应以 cli_ 开头。', en: 'must begin with cli_.' } },
  tenant_key: {
    shape: /^[\w-]*$/,
    longest: 128,
    text: { zh: '只能由字母、数字、_ 和 - 组成。', en: 'must consist of letters, digits, _ and -.' },
  },
  name: { shape: /^.*$/, longest: 200, text: { zh: '最长 200 个字符。', en: 'has at most 200 characters.' } },
  email: {
    shape: /^([^\s@]+@[^\s@]+)?$/,
    longest: 254,
    text: { zh: '应形如 zhang@example.com。', en: 'must look like zhang@example.com.' },
  },
};

/** `undefined`: nothing. */
export function wrongWith(column: Column, value: string): Text | undefined {
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return { zh: '含有控制字符。', en: 'has control characters in it.' };
  const { shape, longest, text } = rules[column];
  return value.length <= longest && shape.test(value) ? undefined : text;
}
