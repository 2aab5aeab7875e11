import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { defaultOutput } from '../build.ts';
import { describe, type Problem, readFiles } from './built-files.ts';
import { checkCode } from './code.ts';
import { checkConfiguration } from './configuration.ts';
import { checkForbidden, checkSize } from './forbidden.ts';
import { checkTemplates, loadDefinitions } from './templates.ts';

/**
 * Everything that can be known offline about a built mini program. Feishu's own tool uploads all of these mistakes
 * without a word; its server, or a user, would find them.
 */
export async function checkGadget(dist: string): Promise<Problem[]> {
  const files = await readFiles(dist);
  const configuration = checkConfiguration(files);
  const code = checkCode(files);
  const soFar = [...configuration.problems, ...code];
  const definitions = soFar.length > 0 ? { problems: [] } : await loadDefinitions(dist, configuration);
  return [
    ...soFar,
    ...definitions.problems,
    ...checkTemplates(files, configuration, definitions.pages),
    ...checkForbidden(files),
    ...checkSize(files),
  ];
}

async function main(): Promise<void> {
  const dist = process.argv[2] ?? defaultOutput;
  if (!existsSync(dist)) throw new Error(`${dist} does not exist: run \`pnpm gadget:build\` first.`);
  const problems = await checkGadget(dist);
  for (const problem of problems) console.error(describe(problem));
  if (problems.length > 0) throw new Error(`${problems.length} problem${problems.length === 1 ? '' : 's'} in ${dist}`);
  console.log(`The mini program in ${dist} has no known problems.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
