/** Our server's address, put in by the build (`GADGET_API_URL`). */
declare const GADGET_API_URL: string;
/** The mini program's own app, put in by the build (`FEISHU_APP_ID`). */
declare const GADGET_APP_ID: string;
/** Whether the first sign-in needs no tap, put in by the build (`GADGET_SIGN_IN`). */
declare const GADGET_AUTOMATIC: boolean;
/** Whose mini program this is, put in by the build (`BRANDING`); `null` where nobody says. */
declare const GADGET_BRAND: {
  /** An address. */
  logo: string | null;
  links: import('@feishu-login/product').ShownBrand['links'];
  signIn: Record<import('@feishu-login/product').Language, { title: string; intro: string }>;
} | null;
