import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { functionsOfTt } from '../../gadget-types/test/functions.ts';
import { componentRows } from '../src/coverage/components.ts';
import { type Answerer, functionRows, type Provenance } from '../src/coverage/functions.ts';
import { reasons } from '../src/coverage/reasons.ts';

type Language = 'en' | 'zh';

const words = {
  en: {
    title: 'What is simulated',
    note: 'Written from the source by `UPDATE_REFERENCE=1` with `test/coverage.test.ts`; do not edit by hand. “Known by” says where a row comes from: a page of Feishu’s documentation, which is linked, official code, mini programs in the field, or an assumption. Where a page is silent, the code says what was assumed.',
    components: 'Elements',
    componentHead: ['element', 'known by', 'simulated', 'not simulated of it'],
    functions: 'Functions of `tt`',
    answerHead: ['answered by', 'functions'],
    answers: {
      simulator: 'the simulator, in the rendered page',
      event:
        'the simulator listens; the event comes from the browser where it has one, or from a test: `gadget.emit(name, …)`',
      client: 'the Feishu client that is given, such as the emulator’s',
      test: 'a test only, with `gadget.mock(name, …)`; else it fails, and says why on the screen and in the console',
    },
    short: { simulator: 'simulator', event: 'simulator (event)', client: 'client', test: 'test only' },
    functionHead: ['function', 'known by', 'answered by', 'why not by the simulator'],
    provenance: { documented: 'documented', 'official code': 'official code', field: 'field', assumed: 'assumed' },
    yes: 'yes',
    no: 'no: a box with its name, told on the screen and in the console',
    count: (simulated: number, all: number) => `${simulated} of ${all}`,
  },
  zh: {
    title: '模拟范围',
    note: '由 `UPDATE_REFERENCE=1` 与 `test/coverage.test.ts` 根据源代码生成，请勿手工修改。“依据”一栏说明每一行的来源：飞书文档页面（附链接）、官方代码、实际小程序或假设。文档未说明之处，代码注释写明所作假设。',
    components: '组件',
    componentHead: ['组件', '依据', '已模拟', '其中未模拟'],
    functions: '`tt` 函数',
    answerHead: ['由谁回答', '函数数量'],
    answers: {
      simulator: '模拟器（渲染的页面中）',
      event: '模拟器负责监听；事件来自浏览器（若浏览器有该事件），或由测试触发：`gadget.emit(name, …)`',
      client: '所给的飞书客户端，例如模拟平台（emulator）的客户端',
      test: '仅由测试回答：`gadget.mock(name, …)`；否则调用失败，并在屏幕和控制台说明原因',
    },
    short: { simulator: '模拟器', event: '模拟器（事件）', client: '客户端', test: '仅测试' },
    functionHead: ['函数', '依据', '由谁回答', '模拟器不回答的原因'],
    provenance: { documented: '文档', 'official code': '官方代码', field: '实际小程序', assumed: '假设' },
    yes: '是',
    no: '否：显示带名称的方框，并在屏幕和控制台提示',
    count: (simulated: number, all: number) => `${simulated} / ${all}`,
  },
} as const;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const answerers: readonly Answerer[] = ['simulator', 'event', 'client', 'test'];
const answeredBy = (answerer: Answerer) => functionRows.filter((row) => row.answeredBy === answerer);

function known(language: Language, { provenance, page }: { provenance: Provenance; page?: string }): string {
  const said = words[language].provenance[provenance];
  return page === undefined ? said : `[${said}](${page})`;
}

function document(language: Language): string {
  const say = words[language];
  const simulated = componentRows.filter((row) => row.simulated).length;
  const lines = [
    `# ${say.title}`,
    say.note,
    `## ${say.components}: ${say.count(simulated, componentRows.length)}`,
    table(
      say.componentHead,
      componentRows.map((row) => [
        `\`<${row.name}>\``,
        known(language, row),
        row.simulated ? say.yes : say.no,
        row.missing?.[language] ?? '–',
      ]),
    ),
    `## ${say.functions}: ${say.count(functionRows.length - answeredBy('test').length, functionRows.length)}`,
    table(
      say.answerHead,
      answerers.map((answerer) => [say.answers[answerer], String(answeredBy(answerer).length)]),
    ),
    table(
      say.functionHead,
      functionRows.map((row) => [
        `\`${row.name}\``,
        known(language, row),
        say.short[row.answeredBy],
        row.why === undefined ? '–' : reasons[row.why][language],
      ]),
    ),
  ];
  return `${lines.join('\n\n')}\n`;
}

const fileOf = (language: Language) =>
  new URL(`../docs/coverage${language === 'zh' ? '.zh-CN' : ''}.md`, import.meta.url);

const unansweredFor = (reason: string): string =>
  answeredBy('test')
    .filter(({ why }) => why === reason)
    .map(({ name }) => name)
    .join(', ');

/** Those that `feishu-gadget-types` has. */
const typed = functionsOfTt(new URL('../../gadget-types/types/tt.d.ts', import.meta.url).pathname);

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

  it('has every function that is typed, which are more than real mini programs call', () => {
    const known = new Set(functionRows.map(({ name }) => name));
    expect(typed.length).toBeGreaterThanOrEqual(61);
    expect(typed.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('answers every function that is typed, and prints what of the others and of the elements is not simulated', () => {
    const byTest = answeredBy('test').map(({ name }) => name);
    expect(typed.map(({ name }) => name).filter((name) => byTest.includes(name))).toEqual([]);
    const boxes = componentRows.filter(({ simulated }) => !simulated);
    const parts = componentRows.filter(({ simulated, missing }) => simulated && missing !== undefined);
    console.info(
      [
        `elements: ${componentRows.length - boxes.length} of ${componentRows.length} simulated, ${parts.length} of them in part`,
        ...[...boxes, ...parts].map(({ name, missing }) => `  without, in <${name}>: ${missing?.en}`),
        `functions of tt: ${functionRows.length - byTest.length} of ${functionRows.length} answered, all ${typed.length} typed ones among them`,
        ...Object.entries(reasons).map(([reason, { en }]) => `  by a test alone: ${unansweredFor(reason)}: ${en}`),
      ].join('\n'),
    );
  });

  it('has a page for all that is documented, and a reason for all that only a test answers', () => {
    const documented = [...functionRows, ...componentRows].filter(({ provenance }) => provenance === 'documented');
    expect(documented.filter(({ page }) => !page?.startsWith('https://open.feishu.cn/document/'))).toEqual([]);
    expect(new Set(functionRows.flatMap(({ page }) => page ?? [])).size).toBe(
      functionRows.filter(({ page }) => page !== undefined).length,
    );
    expect(answeredBy('test').filter(({ why }) => why === undefined)).toEqual([]);
    expect(answeredBy('test').length).toBeLessThan(30);
  });
});
