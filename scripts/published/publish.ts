import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ReleaseFailure } from './release-failure.ts';

export interface Publishing {
  /** Holds the packed packages, as `makeMaterials` leaves them. */
  readonly folder: string;
  /** Tries everything but the sending. */
  readonly dryRun: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Hears of each package, when it is done with. */
  readonly done: (file: string, what: 'published' | 'tried' | 'was there') => void;
}

/**
 * Sends each packed package to the registry, with the statement of where it was built. One that is there already is
 * passed over, so that a release which broke off goes on by the same command.
 * @throws ReleaseFailure outside the workflow that may publish, and with npm's words where npm refuses.
 */
export async function publish({ folder, dryRun, env, done }: Publishing): Promise<void> {
  if (!dryRun && env.ACTIONS_ID_TOKEN_REQUEST_URL === undefined) {
    throw new ReleaseFailure(
      'Packages are published by the workflow "Release", where npm can see who builds them: push the tag. To try: --dry-run',
    );
  }
  const packages = (await readdir(folder)).filter((name) => name.endsWith('.tgz')).sort();
  if (packages.length === 0) throw new ReleaseFailure(`Nothing is packed in ${folder}: pnpm release prepare`);
  for (const file of packages) done(file, await send(join(folder, file), dryRun, env));
}

async function send(file: string, dryRun: boolean, env: NodeJS.ProcessEnv) {
  const how = dryRun ? ['--dry-run'] : ['--provenance'];
  try {
    await promisify(execFile)('npm', ['publish', file, '--access', 'public', ...how], { env });
    return dryRun ? 'tried' : 'published';
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    // npm 11 asks before it sends, and says EPUBLISHCONFLICT; a registry says it by 403.
    if (/cannot publish over (the )?previously published version/i.test(stderr)) return 'was there';
    throw new ReleaseFailure(`npm refuses ${file}:\n${stderr}`);
  }
}
