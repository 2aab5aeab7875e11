import pc from 'picocolors';
import type { FaultRun, Figure, Language } from './fault-run.ts';

const head = {
  zh: ['指标', '承诺', '实测', ''],
  en: ['figure', 'promised', 'measured', ''],
} as const;

const verdict = { zh: { met: '达到', missed: '未达到' }, en: { met: 'met', missed: 'MISSED' } } as const;

/** Every run with a line about it. */
export function printRuns(runs: readonly FaultRun[], language: Language): void {
  const width = Math.max(...runs.map(({ name }) => name.length));
  for (const { name, about } of runs) console.log(`  ${name.padEnd(width)}  ${about[language]}`);
}

export function printFigures(run: FaultRun, figures: readonly Figure[], language: Language): void {
  console.log(`\n${pc.bold(run.name)}  ${run.about[language]}`);
  printTable(
    head[language],
    figures.map(({ what, promised, measured, met }) => [
      what[language],
      promised,
      measured,
      verdict[language][met ? 'met' : 'missed'],
    ]),
  );
}

/** A Markdown table whose columns line up in a terminal too. */
function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, i) => Math.max(title.length, 3, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  console.log(['', line(head), line(rule), ...rows.map(line), ''].join('\n'));
}
