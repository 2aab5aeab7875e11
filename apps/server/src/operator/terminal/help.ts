import type { Command } from '../command.ts';
import type { Text } from './language.ts';
import type { Screen } from './screen.ts';
import { columns, padded } from './text-width.ts';

const everywhere: readonly (readonly [string, Text])[] = [
  ['--json', { zh: '输出 JSON', en: 'prints JSON' }],
  ['--lang zh|en', { zh: '语言（默认取自 LANG）', en: 'language (from LANG)' }],
  ['-h, --help', { zh: '显示帮助', en: 'shows this' }],
];

const exits: Text = {
  zh: '退出码：0 完成；1 被拒绝，或有必须解决的问题；2 用法错误，或对方没有回答。',
  en: 'Exit code: 0 done; 1 refused, or something must be fixed; 2 wrong usage, or nobody answered.',
};

/** All commands in a line each. */
export function printHelp(screen: Screen, commands: readonly Command[]): void {
  const { say, paint, print, tell } = screen;
  print(`${paint('bold', say({ zh: '用法', en: 'Usage' }))}  operator <command> [options]`);
  print();
  printPairs(
    screen,
    commands.map(({ name, does }) => [name, does] as const),
  );
  print();
  printPairs(screen, everywhere);
  print();
  tell({
    zh: '数据库取自 DATABASE_URL，可在服务运行时使用。每个命令的选项：operator <command> --help',
    en: 'Works on the database of DATABASE_URL, beside running servers. Options of a command: operator <command> --help',
  });
  tell(exits);
}

/** One command with its options. */
export function printCommandHelp(screen: Screen, { name, usage, does, options }: Command): void {
  const { say, paint, print, tell } = screen;
  const title = say({ zh: '用法', en: 'Usage' });
  const typed = `operator ${name} ${usage}`;
  tell({ zh: typed, en: typed }, `${paint('bold', title)} `);
  tell(does, ' '.repeat(columns(title) + 1));
  print();
  printPairs(screen, [...options, ...everywhere]);
  print();
  tell(exits);
}

function printPairs({ paint, tell }: Screen, pairs: readonly (readonly [string, Text])[]): void {
  const width = Math.max(...pairs.map(([name]) => columns(name)));
  for (const [name, text] of pairs) tell(text, `  ${paint('cyan', padded(name, width))} `);
}
