import type { Examination, Examined } from '../../doctor/check.ts';
import type { Finding, Level } from '../../doctor/finding.ts';
import { exitCodes } from '../failure.ts';
import type { Language, Text } from '../terminal/language.ts';
import type { Screen } from '../terminal/screen.ts';
import { columns, padded, wrapped } from '../terminal/text-width.ts';

const marks = {
  ok: ['✓', 'green'],
  note: ['·', 'dim'],
  warning: ['!', 'yellow'],
  problem: ['✗', 'red'],
  unasked: ['?', 'yellow'],
} as const satisfies Record<Level, readonly [string, Parameters<Screen['paint']>[0]]>;

/** The worst thing found decides. */
export function exitCodeOf({ examined }: Examination): number {
  const levels = new Set(examined.flatMap(({ findings }) => findings.map(({ level }) => level)));
  if (levels.has('problem')) return exitCodes.refused;
  return levels.has('unasked') ? exitCodes.couldNotAsk : exitCodes.done;
}

/** Everything found, for people. */
export function printReport(screen: Screen, examination: Examination): void {
  const { app, examined } = examination;
  const { say, paint, print } = screen;
  const about = app === undefined ? [] : [app.config.feishu.appId, app.config.feishu.openUrl.origin];
  print();
  print(
    `  ${paint('bold', say({ zh: '飞书登录体检', en: 'Feishu sign-in check-up' }))}  ${paint('dim', about.join('  '))}`,
  );
  print();
  const titleWidth = Math.max(...examined.map(({ title }) => columns(say(title))));
  for (const one of examined) printExamined(screen, one, titleWidth);
  print();
  printConclusion(screen, examination);
  print();
}

function printExamined(screen: Screen, { title, findings }: Examined, titleWidth: number): void {
  const { say, paint, print, width } = screen;
  const indent = ' '.repeat(titleWidth + 6);
  const textWidth = Math.max(30, width - indent.length);
  const block = (text: Text, first: string, style?: Parameters<Screen['paint']>[0]) =>
    wrapped(say(text), textWidth).forEach((line, i) => {
      print(`${i === 0 ? first : indent}${style === undefined ? line : paint(style, line)}`);
    });
  findings.forEach((finding, i) => {
    const [mark, colour] = marks[finding.level];
    const name = i === 0 ? say(title) : '';
    block(finding.what, `  ${paint(colour, mark)} ${padded(name, titleWidth)}  `);
    if (finding.meaning !== undefined) block(finding.meaning, indent, 'dim');
    for (const line of finding.lines ?? []) print(`${indent}  ${paint('cyan', line)}`);
    if (finding.fix !== undefined) block(finding.fix, `${indent.slice(0, -2)}${paint(colour, '→')} `);
  });
}

function printConclusion({ say, paint, print }: Screen, { examined, skipped }: Examination): void {
  const findings = examined.flatMap((one) => one.findings);
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const [problems, warnings, unasked] = [count('problem'), count('warning'), count('unasked')];
  const parts = [
    problems > 0 && paint('red', say({ zh: `${problems} 项必须解决`, en: `${problems} to fix` })),
    unasked > 0 && paint('yellow', say({ zh: `${unasked} 项问不到`, en: `${unasked} without an answer` })),
    warnings > 0 && paint('yellow', say({ zh: `${warnings} 项建议处理`, en: `${warnings} to improve` })),
    skipped > 0 && say({ zh: `${skipped} 项未检查`, en: `${skipped} not looked at` }),
  ].filter((part) => part !== false);
  print(
    `  ${parts.length === 0 ? paint('green', say({ zh: '一切正常', en: 'All is well' })) : parts.join(say({ zh: '，', en: ', ' }))}`,
  );
  const next = nextStep(examined);
  if (next !== undefined) print(`  ${paint('bold', say({ zh: '下一步：', en: 'Next: ' }))}${say(next)}`);
}

/** The first thing that must be fixed; later ones are often its consequence. */
function nextStep(examined: readonly Examined[]): Text | undefined {
  const worst = (level: Level) => examined.find(({ findings }) => findings.some((finding) => finding.level === level));
  const problem = worst('problem');
  if (problem !== undefined) {
    return {
      zh: `先按“→”解决“${problem.title.zh}”，再运行一次。`,
      en: `fix “${problem.title.en}” as its → says, then run this again.`,
    };
  }
  const unasked = worst('unasked');
  if (unasked === undefined) return undefined;
  return {
    zh: `先让“${unasked.title.zh}”问得到，再运行一次。`,
    en: `get “${unasked.title.en}” to answer, then run this again.`,
  };
}

/** The same for programs: one entry for each finding. */
export function reportJson(language: Language, examination: Examination): object {
  return {
    exit_code: exitCodeOf(examination),
    app_id: examination.app?.config.feishu.appId ?? null,
    skipped: examination.skipped,
    findings: examination.examined.flatMap(({ id, title, findings }) =>
      findings.map((finding) => ({ check: id, title: title[language], ...inLanguage(language, finding) })),
    ),
  };
}

function inLanguage(language: Language, { level, what, meaning, fix, lines, platformCode }: Finding): object {
  return {
    level,
    what: what[language],
    meaning: meaning?.[language] ?? null,
    fix: fix?.[language] ?? null,
    lines: lines ?? [],
    platform_code: platformCode ?? null,
  };
}
