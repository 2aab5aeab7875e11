import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  brandedWords,
  declarationsOf,
  palettes,
  type Scheme,
  type Words,
  wordsEn,
  wordsZh,
} from '@feishu-login/product';
import { type Brand, shownBrand } from '@feishu-login/product/brand';
import type { MiniProgramBrand } from '../src/lib/brand.ts';

/** What the mini program shows of a brand; its logo lies in the folder, or where the operator says. */
export function shownIn(brand: Brand | undefined): MiniProgramBrand | null {
  if (brand === undefined) return null;
  const file = brand.logo && ('url' in brand.logo ? brand.logo.url : `/${logoFile(brand.logo.ending)}`);
  const shown = shownBrand(brand, file);
  const said = (words: Words) => {
    const { title, intro } = brandedWords(words, shown).signIn;
    return { title, intro };
  };
  return { logo: shown.logo, links: shown.links, signIn: { 'zh-CN': said(wordsZh), en: said(wordsEn) } };
}

/** Writes colours, name and logo where the sources leave a place for them: the operator's, or those of all our pages. */
export async function paint(folder: string, brand: Brand | undefined): Promise<void> {
  const colours = brand?.palettes ?? palettes;
  await change(join(folder, 'app.ttss'), (text) =>
    text.replace(/\/\* palette (light|dark) \*\//g, (_, scheme: Scheme) => declarationsOf(colours[scheme])),
  );
  await change(join(folder, 'theme.json'), (text) => {
    const bars = JSON.parse(text) as Record<Scheme, Record<string, string>>;
    const painted = (scheme: Scheme): Record<string, string> =>
      Object.fromEntries(
        Object.entries(bars[scheme]).map(([name, value]) => [name, value.replace('@ground', colours[scheme].ground)]),
      );
    return `${JSON.stringify({ light: painted('light'), dark: painted('dark') }, null, 2)}\n`;
  });
  const title = brand?.name?.['zh-CN'];
  if (title !== undefined)
    await change(join(folder, 'app.json'), (text) => {
      const app = JSON.parse(text) as { window: object };
      return `${JSON.stringify({ ...app, window: { ...app.window, navigationBarTitleText: title } }, null, 2)}\n`;
    });
}

/** The operator's logo, which has a bound of its own. */
export async function addLogo(folder: string, brand: Brand | undefined): Promise<void> {
  if (brand?.logo === undefined || 'url' in brand.logo) return;
  const path = join(folder, logoFile(brand.logo.ending));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, brand.logo.file);
}

function logoFile(ending: string): string {
  return `images/logo.${ending}`;
}

async function change(file: string, by: (text: string) => string): Promise<void> {
  await writeFile(file, by(await readFile(file, 'utf8')));
}
