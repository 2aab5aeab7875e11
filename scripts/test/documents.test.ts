import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.cache']);

function filesIn(folder: string): string[] {
  return readdirSync(join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) || path === 'screenshots' ? [] : filesIn(path);
    return [path];
  });
}

const files = filesIn('.');
const documents = files.filter((file) => file.endsWith('.md'));
const decisions = documents.filter((file) => file.startsWith('docs/decisions/'));
const pictures = files.filter((file) => file.endsWith('.png'));

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

  it('show every picture that is kept', () => {
    const shown = documents.flatMap((document) => targetsOf(document).map((target) => join(dirname(document), target)));
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter((picture) => !shown.includes(picture))).toEqual([]);
  });

  it.each(decisions)('%s says when it was decided, and whether it stands', (decision) => {
    const [title, empty, status] = readFileSync(join(repository, decision), 'utf8').split('\n');
    expect(title).toMatch(/^# \S/);
    expect(empty).toBe('');
    expect(status).toMatch(/^\d{4}-\d\d-\d\d · (?:accepted|replaced by \[\d{4}\]\(\S+\.md\))$/);
  });
});
