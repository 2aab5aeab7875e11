import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Where Node finds a package, looking from another one's real place. */
function folderOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

/** The names of everything an installation of a package brings along, development dependencies left out. */
function installedWith(folder: string): Set<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (place: string): void => {
    if (seen.has(place)) return;
    seen.add(place);
    const { name, dependencies = {}, optionalDependencies = {} } = manifestIn(place);
    names.add(name);
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = folderOf(dependency, place);
      if (found !== undefined) visit(found);
      else if (dependency in dependencies && !(dependency in optionalDependencies))
        throw new Error(`${name} misses ${dependency}`);
    }
  };
  visit(realpathSync(folder));
  return names;
}

describe('A production installation of the server', () => {
  const names = installedWith(join(repository, 'apps/server'));

  it('brings what the server runs on', () => {
    for (const name of ['koa', 'typeorm', 'got', 'better-sqlite3', 'pg', '@feishu-login/auth-types'])
      expect(names).toContain(name);
  });

  it('S6: brings neither the emulator nor the simulator, nor anything to test or build with', () => {
    const strangers = [
      'feishu-emulator',
      'swagger-ui-dist',
      'gadget-simulator',
      'playwright-core',
      'jest',
      'tsx',
      'typescript',
      'rolldown',
    ];
    expect(strangers.filter((name) => names.has(name))).toEqual([]);
  });
});
