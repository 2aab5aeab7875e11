import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { Brand } from './brand.ts';
import { type Chosen, forTheNight, paletteWith, unreadable } from './colours.ts';
import { type Logo, logoOf } from './logo.ts';

/** Variables that say whose sign-in this is: a file with everything, or one thing each, which then counts. */
export const brandVariables = [
  'BRANDING',
  'BRAND_NAME',
  'BRAND_LOGO_URL',
  'BRAND_COLOR',
  'HELP_URL',
  'PRIVACY_URL',
  'TERMS_URL',
] as const;

export type BrandVariables = Readonly<Partial<Record<(typeof brandVariables)[number], string | undefined>>>;

export type BrandRead =
  /** `undefined`: nothing is said, and ours is shown. */
  { readonly read: true; readonly brand: Brand | undefined } | { readonly read: false; readonly problems: string[] };

/** A name nobody knows is told by itself. */
const orElse = (message: string) => ({
  error: ({ code }: { code?: string | undefined }) => (code === 'unrecognized_keys' ? undefined : message),
});

const line = (longest: number) =>
  z
    .string('must be a text')
    .regex(/^[^\p{Cc}]+$/u, 'must be one line')
    .max(longest, `may have at most ${longest} characters`);
const text = (longest: number) =>
  z
    .union(
      [line(longest), z.strictObject({ 'zh-CN': line(longest), en: line(longest) })],
      `must be a text of one line and at most ${longest} characters, or {"zh-CN": "…", "en": "…"}`,
    )
    .transform((value) => (typeof value === 'string' ? { 'zh-CN': value, en: value } : value))
    .optional();
const address = z
  .string('must be an address')
  .refine((value) => URL.canParse(value) && new URL(value).protocol === 'https:', 'must start with https://')
  .transform((value) => new URL(value).href)
  .optional();
const colour = z
  .string('must be a colour such as #8a1538')
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #8a1538')
  .transform((value) => value.toLowerCase())
  .optional();
const chosen = z
  .strictObject({ accent: colour, ground: colour }, orElse('must be {"accent": "#…", "ground": "#…"}'))
  .default({
    accent: undefined,
    ground: undefined,
  });

const schema = z.strictObject(
  {
    name: text(40),
    heading: text(60),
    intro: text(160),
    logo: z.string('must be the path of a file').optional(),
    logo_url: address,
    colors: z.strictObject({ light: chosen, dark: chosen }, orElse('must be {"light": {…}, "dark": {…}}')).optional(),
    links: z
      .strictObject({ help: address, privacy: address, terms: address }, orElse('must be {"help": "https://…"}'))
      .default({ help: undefined, privacy: undefined, terms: undefined }),
  },
  orElse('must be an object: {"name": "…", "logo": "./logo.svg"}'),
);

type Written = z.infer<typeof schema>;

/** Reads what the variables say; problems name the variable, the place in its file, and what a good value looks like. */
export function readBrand(variables: BrandVariables): BrandRead {
  if (brandVariables.every((name) => variables[name] === undefined)) return { read: true, brand: undefined };
  const { BRANDING: file } = variables;
  const written = file === undefined ? {} : jsonIn(file);
  const readable = isRecord(written);
  // What the variables say is judged all the same: whoever mends the file should not meet the next problem only then.
  const parsed = schema.safeParse(withVariables(readable ? written : {}, variables));
  if (readable && parsed.success) return brandOf(parsed.data, file);
  const ofFile = readable ? [] : [`BRANDING must name a JSON file with an object; ${file} is none`];
  const issues = parsed.error?.issues ?? [];
  const problems = issues.map(
    ({ path, message }) => `${variableOf(path, variables) ?? `BRANDING: ${path.join('.')}`} ${message}`,
  );
  return { read: false, problems: [...ofFile, ...problems] };
}

/** Where in the file each variable's value would stand. */
const places = {
  BRAND_NAME: ['name'],
  BRAND_LOGO_URL: ['logo_url'],
  BRAND_COLOR: ['colors', 'light', 'accent'],
  HELP_URL: ['links', 'help'],
  PRIVACY_URL: ['links', 'privacy'],
  TERMS_URL: ['links', 'terms'],
} as const satisfies Record<Exclude<(typeof brandVariables)[number], 'BRANDING'>, readonly string[]>;

function withVariables(written: Record<string, unknown>, variables: BrandVariables): Record<string, unknown> {
  let all = written;
  for (const [name, place] of entriesOf(places)) {
    const value = variables[name];
    if (value !== undefined) all = withValue(all, place, value);
  }
  return all;
}

function withValue(
  into: Record<string, unknown>,
  [key = '', ...rest]: readonly string[],
  value: string,
): Record<string, unknown> {
  const inner = into[key];
  return { ...into, [key]: rest.length === 0 ? value : withValue(isRecord(inner) ? inner : {}, rest, value) };
}

function variableOf(path: readonly PropertyKey[], variables: BrandVariables): string | undefined {
  return entriesOf(places).find(([name, place]) => variables[name] !== undefined && place.join() === path.join())?.[0];
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}

function brandOf(
  { name, heading, intro, logo: logoFile, logo_url: url, colors, links }: Written,
  file = '',
): BrandRead {
  const palettes = colors && palettesOf(colors);
  const logo: Logo | { problem: string } | undefined = url === undefined ? logoIn(logoFile, file) : { url };
  const problems = [
    ...(palettes === undefined ? [] : [...unreadable('light', palettes.light), ...unreadable('dark', palettes.dark)]),
    ...(logo && 'problem' in logo ? [`logo: ${logoFile} ${logo.problem}`] : []),
  ].map((problem) => `BRANDING: ${problem}`);
  if (problems.length > 0 || (logo && 'problem' in logo)) return { read: false, problems };
  return { read: true, brand: { name, heading, intro, logo, palettes, links } };
}

function palettesOf({ light, dark }: NonNullable<Written['colors']>): Brand['palettes'] {
  const night: Chosen = {
    ground: dark.ground,
    accent: dark.accent ?? (light.accent && forTheNight(light.accent, dark.ground)),
  };
  return { light: paletteWith('light', light), dark: paletteWith('dark', night) };
}

function logoIn(logo: string | undefined, file: string): Logo | { problem: string } | undefined {
  if (logo === undefined) return undefined;
  try {
    return logoOf(readFileSync(resolve(dirname(file), logo)));
  } catch {
    return { problem: 'cannot be read; the path counts from the file that BRANDING names' };
  }
}

/** Windows editors put a byte order mark first. */
function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
