import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildGadget } from '../build.ts';
import { settingsFrom } from '../settings.ts';
import { checkGadget } from './check-gadget.ts';
import { describe, type Problem, type Profile } from './files.ts';

/** `gadget:check [folder] [--built]`; without a folder our own mini program, as it is now, is built and checked. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { built: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (folder === undefined) return checkOurs();
  if (!existsSync(folder)) throw new Error(`${folder} does not exist.`);
  const profile: Profile = values.built ? 'built' : 'source';
  report(await checkGadget(folder, profile), folder);
}

async function checkOurs(): Promise<void> {
  const dist = await mkdtemp(join(tmpdir(), 'gadget-check-'));
  try {
    await buildGadget(settingsFrom(process.env), dist);
    report(await checkGadget(dist, 'built'), 'our own mini program');
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}

function report(problems: readonly Problem[], folder: string): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  for (const problem of warnings) console.log(`warning  ${describe(problem)}`);
  for (const problem of errors) console.error(`error    ${describe(problem)}`);
  const told = `${count(errors, 'error')}, ${count(warnings, 'warning')} in ${folder}`;
  if (errors.length > 0) throw new Error(told);
  console.log(problems.length > 0 ? told : `No known problems in ${folder}.`);
}

function count(list: readonly unknown[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? '' : 's'}`;
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
