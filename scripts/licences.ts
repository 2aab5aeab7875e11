import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pnpm } from './published/pack.ts';
import { repository } from './run.ts';

/** SPDX names of what may be shipped: whoever runs or changes this owes nobody more than a notice. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** As pnpm lists them: packages by what they say of their licence. */
export type Licences = Readonly<Record<string, readonly { readonly name: string }[]>>;

/** Packages that need a decision: under a licence that is not allowed, or under none that is known. */
export function forbiddenLicences(licences: Licences): string[] {
  return Object.entries(licences)
    .filter(([licence]) => !isAllowed(licence))
    .flatMap(([licence, packages]) => packages.map(({ name }) => `${name}: ${licence}`));
}

/** One of several to choose from is enough; of those that hold together, each must do. */
function isAllowed(expression: string): boolean {
  const choices = expression.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence)));
}

/** Of everything that a production install has, and that pages and packages are built of. */
export async function shippedLicences(): Promise<Licences> {
  const [program, ...args] = pnpm();
  const { stdout } = await promisify(execFile)(program, [...args, 'licenses', 'list', '--prod', '--json'], {
    cwd: repository,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}
