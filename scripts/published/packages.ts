import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../run.ts';

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  /** What stands in for its like when the package is packed. */
  readonly publishConfig?: { readonly access?: string; readonly exports?: Manifest['exports'] };
}

export interface Package {
  /** From the repository root. */
  readonly folder: string;
  readonly manifest: Manifest;
}

export function allPackages(): Package[] {
  return readdirSync(join(repository, 'packages')).map((name) => {
    const folder = `packages/${name}`;
    return { folder, manifest: JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8')) };
  });
}

/** A package joins by `"publishConfig": { "access": "public" }`. */
export function publishedPackages(): Package[] {
  return allPackages()
    .filter(({ manifest }) => manifest.publishConfig?.access === 'public')
    .map(({ folder, manifest }) => ({
      folder,
      manifest: { ...manifest, exports: manifest.publishConfig?.exports ?? manifest.exports ?? {} },
    }));
}

/** Whether `require` is offered a form of its own. */
export function hasCommonJs({ exports = {} }: Manifest): boolean {
  return JSON.stringify(exports).includes('"require":');
}

/** Whether there is nothing to run. */
export function hasTypesOnly({ exports = {} }: Manifest): boolean {
  return !JSON.stringify(exports).includes('"default":');
}
