import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { forgeries } from '../src/events/forgery.ts';
import { faultCatalogue } from '../src/faults/catalogue.ts';

const sourceOf = (name: string) => readFileSync(new URL(`../src/pages/browser/${name}.ts`, import.meta.url), 'utf8');

/** Settings need no test: the compiler asks for a text and a heading of each. */
describe('the panel in Chinese', () => {
  it.each(Object.keys(faultCatalogue))('says what the fault %s does', (fault) => {
    expect(sourceOf('fault-names')).toMatch(new RegExp(`^  '?${fault}'?: '.*[\\u4e00-\\u9fff]`, 'm'));
  });

  const paramTexts = Object.values(faultCatalogue).flatMap(({ params = {} }) =>
    Object.values(params).map(({ about }) => about),
  );
  it.each([...new Set(paramTexts)].filter((about) => !/^default \S+$/.test(about)))(
    'says what a fault’s parameter means: %s',
    (about) => {
      const [, chinese] = sourceOf('fault-params').split(`  '${about}': '`);
      expect(chinese?.split("'")[0]).toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it.each(Object.keys(forgeries))('says what is wrong with an event forged in its %s', (forgery) => {
    expect(sourceOf('event-form')).toMatch(new RegExp(`^ +${forgery}: '.*[\\u4e00-\\u9fff]`, 'm'));
  });
});
