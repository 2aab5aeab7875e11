import { readFileSync, writeFileSync } from 'node:fs';
import { provenanceText } from '@feishu-login/feishu-types';
import { expect, it } from '@jest/globals';
import { forgeries } from '../src/events/forgery.ts';
import { faultAliases, faultCatalogue } from '../src/faults/catalogue.ts';
import { momentOf } from '../src/faults/effect.ts';
import { settingSpecs } from '../src/state/setting-specs.ts';
import { settingDefaults } from '../src/state/settings.ts';

const file = new URL('../docs/reference.md', import.meta.url);

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const plain = (value: unknown): string => `\`${JSON.stringify(value)}\``;

/** The tables of the source as a page, so that the documentation cannot fall behind. */
function reference(): string {
  const faults = Object.entries(faultCatalogue).map(([name, kind]) => [
    `\`${name}\``,
    kind.about,
    momentOf(kind),
    Object.entries(kind.params ?? {})
      .map(([param, { about }]) => `\`${param}\`: ${about}`)
      .join('; ') || '–',
  ]);
  const defaults: Readonly<Record<string, unknown>> = settingDefaults;
  return [
    '# Reference',
    'Written from the source by `UPDATE_REFERENCE=1` with `test/reference.test.ts`; do not edit by hand.',
    'Endpoints, and what is known of them: [coverage.md](coverage.md).',
    '## Faults',
    'Any documented error number is a name too. `before`: the platform did nothing; `after`: it did its work and the answer is lost or damaged.',
    table(['fault', 'what happens', 'when, unless told', 'params'], faults),
    `Other names: ${Object.entries(faultAliases)
      .map(([alias, name]) => `\`${alias}\` = \`${name}\``)
      .join(', ')}.`,
    '## Settings',
    'What the documentation leaves open or contradicts itself about, and conveniences. `PATCH /_emulator/settings`, `settings` of a seed, or `startEmulator({ settings })`.',
    table(
      ['setting', 'default', 'decides', 'default known by'],
      Object.entries(settingSpecs).map(([name, { about, provenance }]) => [
        `\`${name}\``,
        plain(defaults[name]),
        about,
        provenanceText(provenance),
      ]),
    ),
    '## Forged events',
    '`POST /_emulator/events` with `forge`:',
    table(
      ['forge', 'what is wrong'],
      Object.entries(forgeries).map(([name, about]) => [`\`${name}\``, about]),
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** The formatter lines the columns up. */
const unaligned = (text: string): string => text.replace(/-{3,}/g, '---').replace(/ +/g, ' ');

if (process.env.UPDATE_REFERENCE) writeFileSync(file, reference());

it('docs/reference.md says what the source says; UPDATE_REFERENCE=1 with this test writes it anew', () => {
  expect(unaligned(readFileSync(file, 'utf8'))).toBe(unaligned(reference()));
});
