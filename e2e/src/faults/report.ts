import pc from 'picocolors';
import { tableOf } from '../bench/table.ts';
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
  console.log(`\n${pc.bold(run.name)}  ${run.about[language]}\n\n${tableOfFigures(figures, language)}\n`);
}

export function tableOfFigures(figures: readonly Figure[], language: Language): string {
  return tableOf(
    head[language],
    figures.map(({ what, promised, measured, met }) => [
      what[language],
      promised,
      measured,
      verdict[language][met ? 'met' : 'missed'],
    ]),
  );
}
