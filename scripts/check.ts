import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { checkImports, type ImportReport } from './imports.ts';
import { forbiddenLicences, shippedLicences } from './licences.ts';
import { checkPublished } from './published/check.ts';
import { type Outcome, repository, run, runScript } from './run.ts';
import { checkStructure } from './structure.ts';

interface Step {
  name: string;
  run: () => Promise<Outcome>;
  /** What it prints is of interest when all is well, too. */
  telling?: true;
}

/** The mini program and the page read the packages' declarations, so these come first, once. */
let packages: Promise<Outcome> | undefined;
function typesOfPackages(): Promise<Outcome> {
  packages ??= run('tsc', ['-b']);
  return packages;
}

async function typesOf(app: string): Promise<Outcome> {
  await typesOfPackages();
  return run('tsc', ['-p', app]);
}

/** Longest first: with two cores the table is then done soonest. */
const steps: Step[] = [
  { name: 'types of packages and server', run: typesOfPackages },
  { name: 'types of tests and scripts', run: () => run('tsc', ['-p', 'tsconfig.test.json']) },
  { name: 'dead code', run: () => run('knip', ['--no-progress']) },
  { name: 'import rules', run: importRules },
  { name: 'structure', run: structure, telling: true },
  { name: 'types of the mini program', run: () => typesOf('apps/gadget') },
  { name: 'types of the web page', run: () => typesOf('apps/web') },
  { name: 'published packages', run: published },
  { name: 'licences of what is shipped', run: licences },
  { name: 'lint and format', run: () => run('biome', ['ci', '--colors=off', '--max-diagnostics=50']) },
  { name: 'mini program (TTML, size, secrets)', run: () => runScript('apps/gadget/scripts/check/check.ts') },
];

/** Read once, for the rules and for the longest chain. */
let imports: Promise<ImportReport> | undefined;
function importReport(): Promise<ImportReport> {
  imports ??= checkImports(repository);
  return imports;
}

async function importRules(): Promise<Outcome> {
  const { read, problems } = await importReport();
  return { ok: problems.length === 0, output: [`${read} source files read`, ...problems, ''].join('\n') };
}

async function structure(): Promise<Outcome> {
  const { told, problems } = await checkStructure(repository, (await importReport()).imports);
  return { ok: problems.length === 0, output: [...told, ...problems, ''].join('\n') };
}

async function published(): Promise<Outcome> {
  await typesOfPackages();
  const problems = await checkPublished();
  return { ok: problems.length === 0, output: problems.join('\n') };
}

async function licences(): Promise<Outcome> {
  const problems = forbiddenLicences(await shippedLicences());
  return { ok: problems.length === 0, output: problems.join('\n') };
}

const failures: { name: string; output: string }[] = [];
const told: string[] = [];
const queue = steps.values();

async function worker(): Promise<void> {
  for (const step of queue) {
    const begun = performance.now();
    const { ok, output } = await step.run();
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${ok ? pc.green('ok    ') : pc.red('failed')}  ${step.name.padEnd(36)} ${seconds.padStart(5)} s`);
    if (!ok) failures.push({ name: step.name, output });
    else if (step.telling) told.push(output.trimEnd());
  }
}

if (!existsSync(join(repository, 'node_modules')))
  throw new Error('Nothing is installed yet: run `pnpm install` first.');
await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, worker));
for (const output of told) console.log(`\n${output}`);
for (const { name, output } of failures) console.error(`\n${pc.bold(pc.red(name))}\n${output.trimEnd()}`);
if (failures.length > 0) process.exitCode = 1;
