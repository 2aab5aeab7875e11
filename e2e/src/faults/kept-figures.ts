import { readFile, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../../scripts/run.ts';
import { versionOfPostgres, versionOfSqlite } from '../bench/machine.ts';
import type { FaultRun, Figure, Ground, Language } from './fault-run.ts';
import { tableOfFigures } from './report.ts';
import { faultRuns } from './runs.ts';

const documents: Readonly<Record<Language, { file: string; head: string }>> = {
  en: {
    file: 'docs/fault-runs.md',
    head: `# Fault runs

[中文版](fault-runs.zh-CN.md)

What is done to the server on purpose, what is promised and what came of it. Written by \`pnpm faults --write\`, each part by the last run of its name: it says when and on what. Where the load at its start is above the number of cores, the machine was busy with other work, and times tell of that.
`,
  },
  zh: {
    file: 'docs/fault-runs.zh-CN.md',
    head: `# 故障演练

[English](fault-runs.md)

故意对服务器做了什么，承诺什么，结果如何。由 \`pnpm faults --write\` 写成，每一部分来自该名称最近的一次演练，并注明时间与环境。开始时的负载高于核数，说明机器当时还忙于别的事，各项用时受此影响。
`,
  },
};

export interface Circumstances {
  readonly date: string;
  readonly load: number;
}

/** To be taken before a run, which is a load itself. */
export function circumstances(): Circumstances {
  return { date: new Date().toISOString().slice(0, 10), load: loadavg()[0] ?? 0 };
}

/** Puts what a run measured in the place of what it measured before, in both languages. */
export async function keepFigures(
  ground: Ground,
  { run, figures, under }: { run: FaultRun; figures: readonly Figure[]; under: Circumstances },
): Promise<void> {
  const how = await describe(ground, under);
  for (const language of ['en', 'zh'] as const) {
    const { file, head } = documents[language];
    const path = join(repository, file);
    const parts = partsOf(await readFile(path, 'utf8').catch(() => ''));
    const of = [`## ${run.name}`, run.about[language], how[language], tableOfFigures(figures, language)];
    parts.set(run.name, `${of.join('\n\n')}\n`);
    const kept = faultRuns.flatMap(({ name }) => parts.get(name) ?? []);
    await writeFile(path, [head, ...kept].join('\n'));
  }
}

function partsOf(text: string): Map<string, string> {
  const [, ...parts] = text.split(/^## /m);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), `## ${part.trimEnd()}\n`]));
}

async function describe(ground: Ground, { date, load }: Circumstances): Promise<Record<Language, string>> {
  const { long, seed } = ground;
  const [cores, before] = [availableParallelism(), load.toFixed(1)];
  const versions = [
    `Node ${process.versions.node}`,
    `PostgreSQL ${await versionOfPostgres(await ground.database('PostgreSQL'))}`,
    `SQLite ${versionOfSqlite()}`,
  ];
  const system = [`${platform()} ${arch()}`, cpus()[0]?.model.trim() ?? ''];
  return {
    en: [
      date,
      long ? 'long' : 'short',
      `seed ${seed}`,
      `load ${before} of ${cores} cores`,
      ...system,
      ...versions,
    ].join(' · '),
    zh: [date, long ? '长' : '短', `种子 ${seed}`, `负载 ${before}，${cores} 核`, ...system, ...versions].join(' · '),
  };
}
