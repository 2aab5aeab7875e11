import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack } from './pack.ts';
import { allPackages, hasCommonJs, type Package, publishedPackages } from './packages.ts';

/** What whoever installs a published package would stumble over; empty when all is well. */
export async function checkPublished(): Promise<string[]> {
  const problems: string[] = [];
  for (const published of publishedPackages()) {
    const found = [...privateDependencies(published), ...(await problemsOfPacked(published))];
    problems.push(...found.map((problem) => `${published.manifest.name}: ${problem}`));
  }
  return problems;
}

/** Published packages import published packages only: others cannot be installed. */
function privateDependencies({ manifest }: Package): string[] {
  const published = publishedPackages().map((one) => one.manifest.name);
  const ours = allPackages().map((one) => one.manifest.name);
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((name) => ours.includes(name) && !published.includes(name))
    .map((name) => `depends on ${name}, which is not published`);
}

async function problemsOfPacked(published: Package): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'packed-'));
  try {
    const data = await readFile(await pack(published, folder));
    const tarball = new Uint8Array(data);
    return [...(await lintOf(tarball)), ...(await typesOf(published, tarball))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lintOf(tarball: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, level: 'warning', strict: true });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** Types as Node's own resolution and bundlers find them. Node 10 never knew subpaths and is long gone. */
async function typesOf({ manifest }: Package, tarball: Uint8Array): Promise<string[]> {
  const entries = Object.keys(manifest.exports ?? {}).filter((entry) => !entry.endsWith('.json'));
  const result = await checkPackage(createPackageFromTarballData(tarball), { entrypoints: entries });
  if (result.types === false) return ['has no types'];
  return result.problems
    .filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))
    .filter((problem) => hasCommonJs(manifest) || problem.kind !== 'CJSResolvesToESM')
    .map((problem) => `types: ${JSON.stringify(problem)}`);
}
