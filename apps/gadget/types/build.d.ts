/** Our server's address, put in by the build (`GADGET_API_URL`). */
declare const GADGET_API_URL: string;
/** Whether the first sign-in needs no tap, put in by the build (`GADGET_SIGN_IN`). */
declare const GADGET_AUTOMATIC: boolean;
