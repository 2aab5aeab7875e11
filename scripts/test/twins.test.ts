import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

/** Documents that exist in one language, each for a reason. */
const inOneLanguage: Readonly<Record<string, string>> = {
  'docs/measurements.md': 'written by `pnpm bench`; performance.md and its twin lead to it',
  'docs/scaling-out.md': 'its twin is being written',
};

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: repository,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '');
const twinOf = (document: string): string => document.replace(/\.md$/, '.zh-CN.md');
/** Lists that are written from the source say so in their first lines, and have no place for a link. */
const pairs = documents.filter(
  (document) => documents.includes(twinOf(document)) && !document.endsWith('/docs/coverage.md'),
);
const forOperators = documents.filter((document) => dirname(document) === 'docs' && !document.endsWith('.zh-CN.md'));

const read = (document: string): string => readFileSync(join(repository, document), 'utf8');

/** The levels of its headings, in their order. */
function headingsOf(text: string): number[] {
  return [...withoutCode(text).matchAll(/^(#{1,6}) /gm)].map(([, marks = '']) => marks.length);
}

function blocksOf(text: string): { language: string; code: string }[] {
  return [...text.matchAll(/^[ ]*```([\w-]*)[^\n]*\n([\s\S]*?)^[ ]*```/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
}

function withoutCode(text: string): string {
  return text.replace(/^[ ]*```[\s\S]*?^[ ]*```/gm, '');
}

/** What somebody copies into a terminal: without remarks, and without what stands for their own words. */
function commandsOf(text: string): string[] {
  return blocksOf(text)
    .filter(({ language }) => /^(sh|bash|shell)$/.test(language))
    .flatMap(({ code }) => code.split('\n'))
    .map((line) =>
      line
        .replace(/(^|\s)#.*/, '')
        .replace(/--name \S+/, '--name …')
        .replace(/<[^>]*>|your-host|你的域名/g, '…')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** Names of tools and variables, which are the same in every language. */
const languagesOf = (text: string): string[] => blocksOf(text).map(({ language }) => language);

describe('A document in two languages', () => {
  it('is every one for operators and developers, but for those that say why not', () => {
    const alone = forOperators.filter((document) => !documents.includes(twinOf(document)));
    expect(alone.filter((document) => inOneLanguage[document] === undefined)).toEqual([]);
    expect(Object.keys(inOneLanguage).filter((document) => !documents.includes(document))).toEqual([]);
  });

  it.each(pairs)('%s has the headings of its twin', (document) => {
    expect(headingsOf(read(twinOf(document)))).toEqual(headingsOf(read(document)));
  });

  it.each(pairs)('%s has the commands of its twin', (document) => {
    expect(commandsOf(read(twinOf(document)))).toEqual(commandsOf(read(document)));
    expect(languagesOf(read(twinOf(document)))).toEqual(languagesOf(read(document)));
  });

  it.each(pairs)('%s leads to its twin, and back', (document) => {
    expect(read(document)).toContain(`](${basename(twinOf(document))})`);
    expect(read(twinOf(document))).toContain(`](${basename(document)})`);
  });

  it.each([
    ['README.md', ''],
    ['README.zh-CN.md', '.zh-CN'],
  ])('%s leads to each document that is for its readers', (readme, ending) => {
    const own = forOperators.filter((document) => document !== 'docs/measurements.md');
    const named = own.map((document) => {
      const inTheirs = document.replace(/\.md$/, `${ending}.md`);
      return documents.includes(inTheirs) ? inTheirs : document;
    });
    expect(named.filter((document) => !read(readme).includes(`](${document}`))).toEqual([]);
  });
});
