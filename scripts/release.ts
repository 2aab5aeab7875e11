import { join, relative } from 'node:path';
import pc from 'picocolors';
import { makeMaterials } from './published/materials.ts';
import { publish } from './published/publish.ts';
import { ReleaseFailure } from './published/release-failure.ts';
import { signTag, tagOf } from './published/tag.ts';
import { takeNextVersion, versionOf, waitingChanges } from './published/version.ts';
import { repositoryOf, writeWhereBuilt } from './published/where-built.ts';
import { repository } from './run.ts';

/** `pnpm release`: how far a release is, and its steps. docs/releasing.md tells the whole way. */
const materials = join(repository, 'release');

const steps: Record<string, (args: readonly string[]) => Promise<void>> = {
  async version() {
    const version = await takeNextVersion(repository, new Date());
    console.log(`${pc.green('written')}  ${version}: manifests, changelogs`);
    next(`read CHANGELOG.md, commit as "Release ${version}", push, then: pnpm release tag`);
  },
  async tag() {
    const tag = await signTag(repository);
    console.log(`${pc.green('signed')}   ${tag}`);
    next(`git push origin ${tag}   (the workflow "Release" tests, builds and publishes it)`);
  },
  async prepare() {
    const built = repositoryOf(process.env);
    if (built !== undefined) await writeWhereBuilt(built);
    const files = await makeMaterials(materials, (what) => console.log(`making   ${what}`));
    console.log(`${pc.green('made')}     ${relative(process.cwd(), materials) || '.'}: ${files.length} files`);
    next('pnpm release publish --dry-run');
  },
  async publish(args) {
    await publish({
      folder: materials,
      dryRun: args.includes('--dry-run'),
      env: process.env,
      done: (file, what) => console.log(`${what.padEnd(9)} ${file}`),
    });
  },
};

async function howFar(): Promise<void> {
  const version = await versionOf(repository);
  const waiting = await waitingChanges(repository);
  console.log(`version  ${version}\nwaiting  ${waiting.length} changes in .changeset/`);
  next(waiting.length > 0 ? 'pnpm release version' : `pnpm release tag   (signs ${tagOf(version)})`);
}

function next(what: string): void {
  console.log(`${pc.bold('next')}     ${what}`);
}

const [name, ...args] = process.argv.slice(2).filter((arg) => arg !== '--');
const step = name === undefined ? howFar : steps[name];
if (step === undefined) {
  console.error(`There is no step "${name}". There are: ${Object.keys(steps).join(', ')}; none tells how far it is.`);
  process.exitCode = 2;
} else {
  try {
    await step(args);
  } catch (error) {
    if (!(error instanceof ReleaseFailure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
