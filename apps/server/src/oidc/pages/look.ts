import { createHash } from 'node:crypto';
import { declarationsOf, type Palette, palettes, type Scheme, type ShownBrand } from '@feishu-login/product';
import type { PageLook } from './page.ts';
import { shapes } from './style.ts';

/** Whose pages these are. */
export interface PageBrand {
  readonly shown: ShownBrand | null;
  readonly palettes: Readonly<Record<Scheme, Palette>>;
}

export const ours: PageBrand = { shown: null, palettes };

/** The style sheet around the colours, and the hash by which the security policy lets it in. */
export function createLook({ shown, palettes: { light, dark } }: PageBrand): PageLook {
  const colours = `:root{color-scheme:light dark;${declarationsOf(light)}}
@media (prefers-color-scheme:dark){:root{${declarationsOf(dark)}}}`;
  const style = `\n${colours}${shapes}`;
  return { style, styleHash: createHash('sha256').update(style).digest('base64'), shown };
}
