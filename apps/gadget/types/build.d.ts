/** Our server's address, put in by the build (`GADGET_API_URL`). */
declare const GADGET_API_URL: string;
/** The mini program's own app, put in by the build (`FEISHU_APP_ID`). */
declare const GADGET_APP_ID: string;
/** Whether the first sign-in needs no tap, put in by the build (`GADGET_SIGN_IN`). */
declare const GADGET_AUTOMATIC: boolean;
/** A `MiniProgramBrand` as JSON, put in by the build (`BRANDING`): of an object esbuild makes a file for every page to load. */
declare const GADGET_BRAND: string | null;
