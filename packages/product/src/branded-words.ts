import type { ShownBrand } from './brand/brand.ts';
import type { Words } from './words.ts';

/** Our words in the operator's name: whose sign-in it is, and to what one signs in. */
export function brandedWords<Ours extends Words>(words: Ours, brand: ShownBrand | null): Ours {
  if (brand === null) return words;
  const { language, signIn } = words;
  const name = brand.name?.[language] ?? words.brand;
  const title = brand.heading?.[language] ?? (brand.name === null ? signIn.title : signIn.titleFor(name));
  return { ...words, brand: name, signIn: { ...signIn, title, intro: brand.intro?.[language] ?? signIn.intro } };
}
