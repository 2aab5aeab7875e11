import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ReleaseFailure } from './release-failure.ts';

/** pnpm 10 has no `sbom`; this one reads its lockfile and changes nothing. */
const pnpmWithSbom = 'pnpm@12.21.0';

/**
 * What the product is built of, as the lockfile of `folder` says it: CycloneDX, JSON.
 * @throws ReleaseFailure where that version of pnpm cannot be had, or refuses.
 */
export async function billOfMaterials(folder: string): Promise<string> {
  const args = ['--yes', pnpmWithSbom, '--pm-on-fail=ignore', 'sbom', '--sbom-format', 'cyclonedx'];
  const scope = ['--lockfile-only', '--prod', '--sbom-type', 'application'];
  try {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)('npx', [...args, ...scope], options);
    return stdout;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new ReleaseFailure(`No bill of materials by npx ${pnpmWithSbom} sbom:\n${stderr || message}`);
  }
}
