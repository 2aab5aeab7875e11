import type { Language } from '../language.ts';
import type { Palette, Scheme } from '../palette.ts';
import type { Logo } from './logo.ts';

/** A text in each language. */
export type Text = Readonly<Record<Language, string>>;

/** Whose sign-in this is, as its operator says: on the web page, in the mini program and on every page in between. */
export interface Brand {
  readonly name: Text | undefined;
  /** To what one signs in, in a heading. */
  readonly heading: Text | undefined;
  /** What stands below that. */
  readonly intro: Text | undefined;
  readonly logo: Logo | undefined;
  /** `undefined`: ours. */
  readonly palettes: Readonly<Record<Scheme, Palette>> | undefined;
  readonly links: Readonly<Partial<Record<LinkName, string | undefined>>>;
}

export const linkNames = ['help', 'privacy', 'terms'] as const;
export type LinkName = (typeof linkNames)[number];

/** What a page shows of it. */
export interface ShownBrand {
  name: Text | null;
  heading: Text | null;
  intro: Text | null;
  /** An address. */
  logo: string | null;
  links: Partial<Record<LinkName, string>>;
}

/** @param logo where the page finds it */
export function shownBrand({ name, heading, intro, links }: Brand, logo: string | undefined): ShownBrand {
  const given = Object.entries(links).filter(([, address]) => address !== undefined);
  return {
    name: name ?? null,
    heading: heading ?? null,
    intro: intro ?? null,
    logo: logo ?? null,
    links: Object.fromEntries(given),
  };
}
