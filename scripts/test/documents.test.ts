import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.cache']);

function documentsIn(folder: string): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : documentsIn(join(folder, entry.name));
    return entry.name.endsWith('.md') ? [join(folder, entry.name)] : [];
  });
}

const documents = documentsIn('.');

/** Links and pictures that point into the repository. */
function targetsOf(document: string): string[] {
  const text = readFileSync(join(repository, document), 'utf8');
  return [...text.matchAll(/\]\(([^)#\s]+)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !target.includes(':'));
}

describe('The documents', () => {
  it('are found', () => {
    expect(documents).toContain('README.md');
  });

  it.each(documents)('%s points only at files that exist', (document) => {
    const missing = targetsOf(document).filter((target) => !existsSync(join(repository, dirname(document), target)));
    expect(missing).toEqual([]);
  });
});
