import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../../scripts/build.ts';
import { repository } from '../../../scripts/run.ts';
import { startPostgres } from '../databases.ts';
import { describeMachine } from './machine.ts';
import { type Plan, quick, whole } from './plan.ts';
import { createReport, type Report } from './report.ts';
import { reportChecks } from './reports/checks.ts';
import { reportRevocation } from './reports/revocation.ts';
import { reportSignIns } from './reports/sign-in.ts';
import { reportMemory, reportStart } from './reports/start-and-memory.ts';
import { reportTableSize } from './reports/table-size.ts';
import { openStage, type Stage } from './stage.ts';

/**
 * `pnpm bench [part…] [--quick] [--beside <checkout>]`: what the server costs, beside peers that do less and libraries
 * that do the same, in the same minutes on the same machine. A run of all parts writes `docs/measurements.md`.
 */
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, beside: { type: 'string' } },
  allowPositionals: true,
});

const parts: Record<string, (report: Report, stage: Stage, plan: Plan) => Promise<void>> = {
  checks: (report, stage, plan) => reportChecks(report, stage, plan, values.beside),
  'table-size': reportTableSize,
  'sign-in': reportSignIns,
  start: reportStart,
  memory: reportMemory,
  revocation: reportRevocation,
};

const measurements = join(repository, 'docs/measurements.md');

requireWhatIsNeeded();
await build();
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
try {
  const postgres = await startPostgres({ durable: true });
  try {
    const stage = await openStage(folder, postgres);
    try {
      await measure(stage, await postgres.create());
    } finally {
      await stage.close();
    }
  } finally {
    await postgres.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(stage: Stage, postgresUrl: string): Promise<void> {
  const plan = values.quick ? quick : whole;
  const report = createReport();
  report.heading('Machine');
  report.table(['', ''], await describeMachine(postgresUrl));
  const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name));
  for (const [, measurePart] of chosen) await measurePart(report, stage, plan);
  const text = report.text();
  console.log(text.slice(0, text.indexOf('\n## Machine')));
  if (chosen.length === Object.keys(parts).length)
    await writeFile(measurements, `${introduction(values.quick)}\n\n${text}\n${await figuresBefore()}`);
}

/** What an earlier run came to stands at the end of the file, for comparison, and stays there. */
async function figuresBefore(): Promise<string> {
  const text = await readFile(measurements, 'utf8');
  const at = text.indexOf('\n## Before\n');
  return at === -1 ? '' : text.slice(at);
}

function introduction(short: boolean): string {
  const length = short
    ? 'This was a short run, `pnpm bench --quick`: too short to be quoted.'
    : 'One run of `pnpm bench`.';
  return `# Measurements\n\n${length} What is measured and how to read it is in [performance.md](performance.md).`;
}

/** @throws Error that names what is missing */
function requireWhatIsNeeded(): void {
  const unknown = positionals.find((name) => parts[name] === undefined);
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}, only ${Object.keys(parts).join(', ')}.`);
  if (!existsSync('/proc/self/stat'))
    throw new Error('The bench reads processor time and memory from /proc, which only Linux has. Run it there.');
  const { beside } = values;
  if (beside !== undefined && !existsSync(join(beside, 'apps/server/dist/main.js')))
    throw new Error(`${beside} holds no built server. Run pnpm install and pnpm build in it.`);
}
