import { createHash } from 'node:crypto';
import { declarationsOf, escaped, palettes, type ShownBrand, wordsEn, wordsZh } from '@feishu-login/product';
import { type Brand, shownBrand } from '@feishu-login/product/brand';
import type { Config } from './config/config.ts';
import type { Asset } from './http/page.ts';

/** What a page wears: addresses of files that are served, and what the files hold. */
export interface Look {
  readonly shown: ShownBrand | null;
  /** Where our colours give way. */
  readonly styleSheet: string | undefined;
  readonly assets: ReadonlyMap<string, Asset>;
}

const types = { svg: 'image/svg+xml', png: 'image/png', css: 'text/css; charset=utf-8' };

/** The operator's brand as files of ours, named by what they hold, as all others are. */
export function lookOf(brand: Brand | undefined): Look {
  const assets = new Map<string, Asset>();
  const serve = (name: string, ending: keyof typeof types, bytes: Uint8Array): string => {
    const path = `/assets/${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${ending}`;
    assets.set(path, { body: Buffer.from(bytes), type: types[ending] });
    return path;
  };
  if (brand === undefined) return { shown: null, styleSheet: undefined, assets };
  const { logo, palettes: colours } = brand;
  const address = logo && ('url' in logo ? logo.url : serve('logo', logo.ending, logo.file));
  return {
    shown: shownBrand(brand, address),
    styleSheet: colours && serve('brand', 'css', Buffer.from(colourSheet(colours))),
    assets,
  };
}

/** By day, and by night. */
function colourSheet({ light, dark }: NonNullable<Brand['palettes']>): string {
  return `:root{${declarationsOf(light)}}@media (prefers-color-scheme:dark){:root{${declarationsOf(dark)}}}`;
}

/** For the pages between an app and our sign-in. */
export function pageBrand({ brand }: Pick<Config, 'brand'>): { shown: ShownBrand | null; palettes: typeof palettes } {
  return { shown: lookOf(brand).shown, palettes: brand?.palettes ?? palettes };
}

const marker = '<script id="brand" type="application/json">null</script>';

/**
 * The built page with the brand on it, made once: what is painted before any script has come is the operator's already.
 * Names and texts are escaped; files are named by ourselves.
 */
export function branded(html: string, look: Look, brand: Brand | undefined): string {
  if (look.shown === null) return html;
  const { name, heading } = look.shown;
  const zh = name?.['zh-CN'] ?? wordsZh.brand;
  const en = name?.en ?? wordsEn.brand;
  const headings = [heading?.['zh-CN'] ?? wordsZh.signIn.titleFor(zh), heading?.en ?? wordsEn.signIn.titleFor(en)];
  const titled = html.replace(/(?<=<title>)[^<]*/, () => escaped(zh === en ? zh : `${zh} · ${en}`));
  const named =
    name === null && heading === null
      ? titled
      : titled.replace(/(?<=<h1>)[^<]*/, () => escaped([...new Set(headings)].join(' · ')));
  return dressed(named, look, brand);
}

/** Logo and colours on a page that takes nothing from elsewhere: a logo of another site stays away. */
export function brandedInside(html: string, look: Look, brand: Brand | undefined): string {
  const { shown } = look;
  const own = shown?.logo?.startsWith('/') === true;
  return dressed(html, { ...look, shown: shown && (own ? shown : { ...shown, logo: null }) }, brand);
}

function dressed(html: string, { shown, styleSheet }: Look, brand: Brand | undefined): string {
  if (shown === null || brand === undefined) return html;
  if (!html.includes(marker)) throw new Error('The web page has no place for a brand. Build it again: pnpm build');
  const { logo } = shown;
  const icon = logo && `<link rel="icon" href="${escaped(logo)}">`;
  const colours = styleSheet && `<link rel="stylesheet" href="${styleSheet}">`;
  return themed(html, brand)
    .replace(/<link rel="icon"[^>]*>/, (ours) => icon ?? ours)
    .replace(/(?=<\/head>)/, () => colours ?? '')
    .replace(marker, () => marker.replace('null', () => inert(shown)));
}

/** The bars of browsers around the page. */
function themed(html: string, { palettes: colours }: Brand): string {
  if (colours === undefined) return html;
  return html
    .replaceAll(palettes.light.ground, colours.light.ground)
    .replaceAll(palettes.dark.ground, colours.dark.ground);
}

/** JSON that cannot end the element it stands in. */
function inert(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
