import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { repository } from '../run.ts';

/** The requirements of levels 1 and 2 of ASVS 5.0, by section: `1.3:1-11` are 1.3.1 to 1.3.11. */
const standard = `
  1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5
  3.7:1-2 4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5
  6.6:1-3 6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3 9.2:1-4
  10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1
  11.6:1 12.1:1-3 12.2:1-2 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3
  15.2:1-3 15.3:1-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
`;
const required = standard
  .trim()
  .split(/\s+/)
  .flatMap((entry) => {
    const [section = '', numbers = ''] = entry.split(':');
    return numbers.split(',').flatMap((range) => between(section, range.split('-').map(Number)));
  });

function between(section: string, [first = 0, last = first]: readonly number[]): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${section}.${first + i}`);
}

const read = (file: string): string => readFileSync(join(repository, file), 'utf8');
const [, map = ''] = read('SECURITY.md').split('## OWASP ASVS 5.0');
const rows = [...map.matchAll(/^\| (\d[^|]*) \| ([^|]*) \| (.*) \|$/gm)].map(
  ([, numbers = '', state = '', shown = '']) => ({
    numbers: numbers.split(' · ').flatMap((range) => {
      const [from = '', to = from] = range.split('–');
      const section = from.slice(0, from.lastIndexOf('.'));
      return between(
        section,
        [from, to].map((number) => Number(number.split('.').at(-1))),
      );
    }),
    state,
    shown,
  }),
);

describe('The map of ASVS 5.0', () => {
  it('has each requirement of levels 1 and 2 once, and no other', () => {
    const named = rows.flatMap(({ numbers }) => numbers);
    expect(required).toHaveLength(253);
    expect(named.filter((number, i) => named.indexOf(number) !== i)).toEqual([]);
    expect(required.filter((number) => !named.includes(number))).toEqual([]);
    expect(named.filter((number) => !required.includes(number))).toEqual([]);
  });

  it('says of each how it stands, and of what is not wholly met why', () => {
    const states = ['met', 'partly', 'not met', 'yours', 'none'];
    expect(rows.filter(({ state, shown }) => !states.includes(state) || shown.trim() === '')).toEqual([]);
  });

  it('names files and documents that exist', () => {
    const named = [...map.matchAll(/`([\w.-]+(?:\/[\w.-]+)+|Dockerfile)`/g)].map(([, file = '']) => file);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
  });

  it('names rows of the table of threats that exist, which tests prove', () => {
    const known = [...read('docs/threats.md').matchAll(/^\| ([A-X]\d+)(?: ★)? \| /gm)].map(([, row = '']) => row);
    const named = rows.flatMap(({ shown }) => [...shown.matchAll(/\b([A-X]\d+)\b/g)].map(([, row = '']) => row));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((row) => !known.includes(row))).toEqual([]);
  });
});
