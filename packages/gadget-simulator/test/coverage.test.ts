import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { componentRows } from '../src/coverage/components.ts';
import { type Answerer, functionRows } from '../src/coverage/functions.ts';

type Language = 'en' | 'zh';

const words = {
  en: {
    title: 'What is simulated',
    note: 'Written from the source by `UPDATE_REFERENCE=1` with `test/coverage.test.ts`; do not edit by hand. Every row is known by a page of Feishu’s documentation (documented); where the page is silent, the code says what was assumed.',
    components: 'Elements',
    componentHead: ['element', 'page', 'simulated', 'not simulated of it'],
    functions: 'Functions of `tt`',
    answers: {
      simulator: 'the simulator, in the rendered page',
      client: 'the Feishu client that is given, such as the emulator’s',
      test: 'a test only: called without an answer, it fails and says so',
    },
    functionHead: ['answered by', 'functions'],
    yes: 'yes',
    no: 'no: a box with its name, told on the screen and in the console',
    count: (simulated: number, all: number) => `${simulated} of ${all}`,
  },
  zh: {
    title: '模拟范围',
    note: '由 `UPDATE_REFERENCE=1` 与 `test/coverage.test.ts` 根据源代码生成，请勿手工修改。每一行均来自飞书文档页面（documented）；文档未说明之处，代码注释写明所作假设。',
    components: '组件',
    componentHead: ['组件', '页面', '已模拟', '其中未模拟'],
    functions: '`tt` 函数',
    answers: {
      simulator: '模拟器（渲染的页面中）',
      client: '所给的飞书客户端，例如模拟平台（emulator）的客户端',
      test: '仅由测试回答：无回答时调用会失败并说明',
    },
    functionHead: ['由谁回答', '函数'],
    yes: '是',
    no: '否：显示带名称的方框，并在屏幕和控制台提示',
    count: (simulated: number, all: number) => `${simulated} / ${all}`,
  },
} as const;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const answerers: readonly Answerer[] = ['simulator', 'client', 'test'];
const answeredBy = (answerer: Answerer) => functionRows.filter((row) => row.answeredBy === answerer);

function document(language: Language): string {
  const say = words[language];
  const simulated = componentRows.filter((row) => row.simulated).length;
  const lines = [
    `# ${say.title}`,
    say.note,
    `## ${say.components}: ${say.count(simulated, componentRows.length)}`,
    table(
      say.componentHead,
      componentRows.map(({ name, page, simulated: is, missing }) => [
        `\`<${name}>\``,
        page,
        is ? say.yes : say.no,
        missing?.[language] ?? '–',
      ]),
    ),
    `## ${say.functions}: ${say.count(functionRows.length - answeredBy('test').length, functionRows.length)}`,
    table(
      say.functionHead,
      answerers.map((answerer) => [
        `${say.answers[answerer]} (${answeredBy(answerer).length})`,
        answeredBy(answerer)
          .map(({ name }) => `\`${name}\``)
          .join(' '),
      ]),
    ),
  ];
  return `${lines.join('\n\n')}\n`;
}

const fileOf = (language: Language) =>
  new URL(`../docs/coverage${language === 'zh' ? '.zh-CN' : ''}.md`, import.meta.url);

describe('what is simulated', () => {
  it.each<Language>(['en', 'zh'])('is written from the source (%s); UPDATE_REFERENCE=1 writes it anew', (language) => {
    if (process.env.UPDATE_REFERENCE) writeFileSync(fileOf(language), document(language));
    expect(readFileSync(fileOf(language), 'utf8')).toBe(document(language));
  });

  it('names every function and every element once', () => {
    for (const names of [functionRows, componentRows].map((rows) => rows.map(({ name }) => name)))
      expect(names).toEqual([...new Set(names)]);
    expect(functionRows.length).toBeGreaterThan(61);
  });
});
