import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../run.ts';

/** Every document of the repository. */
export const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: repository,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '');

export const inEnglish = documents.filter((document) => !document.endsWith('.zh-CN.md'));
/** Decisions are notes among ourselves, and so are the words from which the changelog is made. */
export const forReaders = inEnglish.filter((document) => !/^(docs\/decisions|\.changeset)\//.test(document));

export const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

export function blocksOf(text: string): { language: string; code: string }[] {
  return [...text.matchAll(/^[ ]*```([\w-]*)[^\n]*\n([\s\S]*?)^[ ]*```/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
}

/** The lines that somebody copies into a terminal, without remarks; what goes on in the next line is one of them. */
export function commandsOf(text: string): string[] {
  return blocksOf(text)
    .filter(({ language }) => /^(sh|bash|shell)$/.test(language))
    .flatMap(({ code }) => code.replace(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter((line) => line !== '');
}
