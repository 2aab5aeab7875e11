import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { declarationsOf, palettes, type Scheme } from '@feishu-login/product';
import { describe, expect, it } from '@jest/globals';

const styles = await readFile(join(import.meta.dirname, '../src/style/tokens.css'), 'utf8');
const [light = '', dark = ''] = styles.split('@media (prefers-color-scheme: dark)');

describe('the page’s colours', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ] as const)('are those of all our pages: %s', (scheme: Scheme, written) => {
    const stated = [...written.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, value = '']) => [
      name,
      value.length === 4 ? value.replace(/[0-9a-f]/g, '$&$&') : value,
    ]);
    const declared = declarationsOf(palettes[scheme]);
    // What stays as it is by day is written once.
    const byNight = scheme === 'dark' ? ['on-accent'] : [];
    const expected = [...declared.matchAll(/--([\w-]+):([^;]+);/g)].map(([, name, value]) => [name, value]);
    expect(stated.sort()).toEqual(expected.filter(([name = '']) => !byNight.includes(name)).sort());
  });
});
