import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { forbiddenLicences, type Licences, shippedLicences } from '../licences.ts';
import { repository } from '../run.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { pack } from './pack.ts';
import { publishedPackages } from './packages.ts';
import { ReleaseFailure } from './release-failure.ts';

/**
 * Writes into `folder`, anew, everything that a release consists of: the packed packages, a bill of materials, the
 * licences of what is shipped, and the sums of all of it. `step` hears what is being made.
 * @throws ReleaseFailure when something is under a licence that nobody decided on.
 */
export async function makeMaterials(folder: string, step: (what: string) => void): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  step('licences');
  const licences = await shippedLicences();
  const forbidden = forbiddenLicences(licences);
  if (forbidden.length > 0) throw new ReleaseFailure(`Not to be shipped (pnpm check):\n${forbidden.join('\n')}`);
  await writeFile(join(folder, 'licences.md'), listed(licences));
  step('bill of materials');
  await writeFile(join(folder, 'sbom.cdx.json'), await billOfMaterials(repository));
  for (const published of publishedPackages()) {
    step(published.manifest.name);
    const packing = await mkdtemp(join(tmpdir(), 'release-'));
    const file = await pack(published, packing);
    await copyFile(file, join(folder, basename(file)));
    await rm(packing, { recursive: true });
  }
  await writeFile(join(folder, 'SHA256SUMS'), await sumsOf(folder));
  return (await readdir(folder)).sort();
}

function listed(licences: Licences): string {
  const parts = Object.entries(licences)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([licence, packages]) => `## ${licence}\n\n${packages.map(({ name }) => `- ${name}`).join('\n')}\n`);
  return ['# Licences of what is shipped\n', ...parts].join('\n');
}

/** As `sha256sum --check` reads them. */
async function sumsOf(folder: string): Promise<string> {
  const lines = (await readdir(folder)).sort().map(async (name) => {
    const sum = createHash('sha256').update(await readFile(join(folder, name)));
    return `${sum.digest('hex')}  ${name}\n`;
  });
  return (await Promise.all(lines)).join('');
}
