import { basename, dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { blocksOf, commandsOf, documents, forReaders, inEnglish, read } from './markdown.ts';

/** Documents that exist in one language, each for a reason. */
const inOneLanguage: Readonly<Record<string, string>> = {
  'CHANGELOG.md': 'written by Changesets from what each change says',
  'docs/measurements.md': 'written by `pnpm bench`; performance.md and its twin lead to it',
  'packages/feishu-emulator/docs/client.md':
    'for whoever builds upon the emulated client itself; the package’s README leads to it',
  'packages/feishu-emulator/docs/reference.md': 'written from the source, whose words are English',
};

const twinOf = (document: string): string => document.replace(/\.md$/, '.zh-CN.md');
/** Lists that are written from the source say so in their first lines, and have no place for a link. */
const pairs = documents.filter(
  (document) => documents.includes(twinOf(document)) && !document.endsWith('/docs/coverage.md'),
);
/** What a README leads to: what is in `docs`, and what hosts of repositories look for at the root. */
const ledTo = [...inEnglish.filter((document) => dirname(document) === 'docs'), 'CONTRIBUTING.md', 'SECURITY.md'];

/** The levels of its headings, in their order. */
function headingsOf(text: string): number[] {
  return [...withoutCode(text).matchAll(/^(#{1,6}) /gm)].map(([, marks = '']) => marks.length);
}

function withoutCode(text: string): string {
  return text.replace(/^[ ]*```[\s\S]*?^[ ]*```/gm, '');
}

/** Without what stands for somebody's own words. */
function commandsIn(text: string): string[] {
  return commandsOf(text).map((line) =>
    line.replace(/--name \S+/, '--name …').replace(/<[^>]*>|your-host|你的域名/g, '…'),
  );
}

/** Names of tools and variables, which are the same in every language. */
const languagesOf = (text: string): string[] => blocksOf(text).map(({ language }) => language);

describe('A document in two languages', () => {
  it('is every one for operators and developers, but for those of which we say why not', () => {
    const alone = forReaders.filter((document) => !documents.includes(twinOf(document)));
    expect(alone.sort()).toEqual(Object.keys(inOneLanguage).sort());
  });

  it.each(pairs)('%s has the headings of its twin', (document) => {
    expect(headingsOf(read(twinOf(document)))).toEqual(headingsOf(read(document)));
  });

  it.each(pairs)('%s has the commands of its twin', (document) => {
    expect(commandsIn(read(twinOf(document)))).toEqual(commandsIn(read(document)));
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
    const own = ledTo.filter((document) => document !== 'docs/measurements.md');
    const named = own.map((document) => {
      const inTheirs = document.replace(/\.md$/, `${ending}.md`);
      return documents.includes(inTheirs) ? inTheirs : document;
    });
    expect(named.filter((document) => !read(readme).includes(`](${document}`))).toEqual([]);
  });
});
