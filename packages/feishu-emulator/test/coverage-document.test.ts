import { readFileSync, writeFileSync } from 'node:fs';
import type { Provenance, Source } from '@feishu-login/feishu-types';
import { expect, it } from '@jest/globals';
import { coverage } from '../src/routes/coverage.ts';
import { eventCoverage } from '../src/routes/event-coverage.ts';
import { factRows } from '../src/routes/facts.ts';
import { settingSpecs } from '../src/state/setting-specs.ts';

const texts = {
  en: {
    file: 'coverage.md',
    other: '[中文](coverage.zh-CN.md)',
    title: 'Coverage',
    intro: [
      'What of Feishu’s open platform is emulated, and how each of it is known. Written from the source (`src/routes/coverage.ts`, `event-coverage.ts`, `facts.ts`) by `UPDATE_COVERAGE=1` with `test/coverage-document.test.ts`; do not edit by hand. `GET /_emulator/coverage` says the same.',
      'Nothing here was measured beside the real platform. `documented`: a page of the platform’s documentation; `official code`: code that larksuite publishes; `field`: somebody’s log or probe of the real platform, with its date; `assumed`: nobody has said, something had to be chosen.',
    ],
    sources: { documented: 'documented', 'official code': 'official code', field: 'field', assumed: 'assumed' },
    counts: ['', 'endpoints', 'events', 'facts', 'settings'],
    endpoints: 'Endpoints',
    endpointsIntro:
      'Each with the page it follows, the errors that a state of the platform brings about, those that only the fault of that number makes, and the test that shows them.',
    endpointHead: ['endpoint', 'page', 'errors by state', 'by fault', 'shown by', 'known by'],
    events: 'Events',
    eventsIntro:
      'Pushed by HTTP, or over the long connection of a self-built app, encrypted and signed as the app is set up; each comes of what happens on the platform, or when it is asked for.',
    eventHead: ['event', 'page', 'to', 'shown by', 'known by'],
    apps: { true: 'store apps', false: 'all apps' },
    facts: 'Beyond the pages',
    factsIntro:
      'Where the platform does otherwise than the page says, or the page says nothing and no setting decides. What a setting decides is in [reference.md](reference.md).',
    factHead: ['where', 'what the emulator does', 'shown by', 'known by'],
    everywhere: 'everywhere',
    rest: 'Not emulated',
    restText:
      'Everything else below `/open-apis/`, bots, cards and documents among it, and Lark’s own hosts. [Stubs and recordings](other-apis.md) answer what your program calls of it.',
  },
  zh: {
    file: 'coverage.zh-CN.md',
    other: '[English](coverage.md)',
    title: '覆盖范围',
    intro: [
      '模拟了飞书开放平台的哪些部分，以及每一项的依据。由 `UPDATE_COVERAGE=1` 运行 `test/coverage-document.test.ts` 从源码（`src/routes/coverage.ts`、`event-coverage.ts`、`facts.ts`）生成，请勿手工修改。`GET /_emulator/coverage` 内容相同。',
      '本项目并未与真实平台逐一对照。“文档”：平台文档页；“官方代码”：larksuite 发布的代码；“实测”：他人对真实平台的日志或探测，附日期；“假定”：无人说明，必须选择其一。',
    ],
    sources: { documented: '文档', 'official code': '官方代码', field: '实测', assumed: '假定' },
    counts: ['', '接口', '事件', '行为', '设置'],
    endpoints: '接口',
    endpointsIntro: '每个接口所依据的文档页、由平台状态产生的错误码、只能由同号故障产生的错误码，以及展示它们的测试。',
    endpointHead: ['接口', '文档页', '由状态产生的错误', '由故障产生', '测试', '依据'],
    events: '事件',
    eventsIntro: '通过 HTTP 或自建应用的长连接推送，按应用的设置加密与签名；由平台上发生的事引起，也可按需推送。',
    eventHead: ['事件', '文档页', '推送给', '测试', '依据'],
    apps: { true: '商店应用', false: '所有应用' },
    facts: '文档页之外',
    factsIntro:
      '平台与文档页不一致，或文档页没有说明、也没有设置可选之处。由设置决定的部分见 [reference.md](reference.md)。',
    factHead: ['位置', '模拟器的行为', '测试', '依据'],
    everywhere: '所有接口',
    rest: '未模拟',
    restText:
      '`/open-apis/` 下的其他接口，包括机器人、卡片与云文档，以及 Lark 自身的域名。程序用到的部分可用[桩与录制](other-apis.zh-CN.md)回答。',
  },
} as const;

type Language = keyof typeof texts;

const table = (head: readonly string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const list = (codes: readonly (string | number)[]): string => (codes.length > 0 ? codes.join(' ') : '–');

function documentOf(language: Language): string {
  const text = texts[language];
  const known = ({ source, seen }: Provenance) => text.sources[source] + (seen === undefined ? '' : `, ${seen}`);
  const settings = Object.values(settingSpecs);
  const groups = [coverage, eventCoverage, factRows, settings].map((group) =>
    group.map(({ provenance }) => provenance.source),
  );
  const sources = Object.keys(text.sources) as Source[];
  const counts = sources.map((source) => [
    text.sources[source],
    ...groups.map((group) => String(group.filter((one) => one === source).length)),
  ]);
  const endpoints = coverage.map(({ method, path, page, errors, byFaultOnly, test, provenance }) => {
    const byFault = byFaultOnly.map(String);
    const byState = Object.keys(errors).filter((code) => !byFault.includes(code));
    return [`\`${method} ${path}\``, page, list(byState), list(byFault), `\`${test}\``, known(provenance)];
  });
  const events = eventCoverage.map(({ type, page, storeOnly, test, provenance }) => [
    `\`${type}\``,
    page,
    text.apps[`${storeOnly}`],
    `\`${test}\``,
    known(provenance),
  ]);
  const beyond = factRows.map((fact) => [
    fact.path === '*' ? text.everywhere : `\`${fact.path}\``,
    fact[language],
    `\`${fact.test}\``,
    known(fact.provenance),
  ]);
  const parts = [
    `# ${text.title}`,
    text.other,
    ...text.intro,
    table(text.counts, counts),
    `## ${text.endpoints}`,
    text.endpointsIntro,
    table(text.endpointHead, endpoints),
    `## ${text.events}`,
    text.eventsIntro,
    table(text.eventHead, events),
    `## ${text.facts}`,
    text.factsIntro,
    table(text.factHead, beyond),
    `## ${text.rest}`,
    text.restText,
  ];
  return `${parts.join('\n\n')}\n`;
}

it.each(['en', 'zh'] as const)(
  'the coverage document in %s says what the source says; UPDATE_COVERAGE=1 with this test writes it anew',
  (language) => {
    const file = new URL(`../docs/${texts[language].file}`, import.meta.url);
    if (process.env.UPDATE_COVERAGE) writeFileSync(file, documentOf(language));
    expect(readFileSync(file, 'utf8')).toBe(documentOf(language));
  },
);

it('every row has a provenance, every fact a text in both languages, and both READMEs lead to the document', () => {
  const provenances = [...coverage, ...eventCoverage, ...factRows, ...Object.values(settingSpecs)].map(
    ({ provenance }) => provenance.source,
  );
  for (const source of provenances) expect(Object.keys(texts.en.sources)).toContain(source);
  for (const { en, zh } of factRows) expect([en.trim(), zh.trim()]).not.toContain('');
  const readme = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  expect(readme('README.md')).toContain('](docs/coverage.md)');
  expect(readme('README.zh-CN.md')).toContain('](docs/coverage.zh-CN.md)');
});
