import type { Language, ShownBrand } from '@feishu-login/product';

export interface MiniProgramBrand {
  /** An address. */
  logo: string | null;
  links: ShownBrand['links'];
  signIn: Record<Language, { title: string; intro: string }>;
}

/** Whose mini program this is; `null` where nobody says. */
export const brand: MiniProgramBrand | null = GADGET_BRAND === null ? null : JSON.parse(GADGET_BRAND);
