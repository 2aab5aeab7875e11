import { describe, expect, it } from '@jest/globals';
import { forbiddenLicences } from '../licences.ts';

describe('The licences of what is shipped', () => {
  it.each([
    'MIT',
    '(MIT OR WTFPL)',
    'BSD-2-Clause OR MIT OR Apache-2.0',
    'Apache-2.0 AND MIT',
    '(GPL-3.0-only OR MIT)',
  ])('may be %s', (licence) => {
    expect(forbiddenLicences({ [licence]: [{ name: 'fine' }] })).toEqual([]);
  });

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'MIT AND GPL-3.0-only',
    'SSPL-1.0',
    'Unknown',
    'UNLICENSED',
    '',
    'SEE LICENSE IN x',
  ])('may not be “%s”, and the package is named', (licence) => {
    expect(forbiddenLicences({ MIT: [{ name: 'fine' }], [licence]: [{ name: 'strange' }] })).toEqual([
      `strange: ${licence}`,
    ]);
  });
});
