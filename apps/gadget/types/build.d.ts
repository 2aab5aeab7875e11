/** Our server's address, put in by the build (`GADGET_API_URL`). */
declare const GADGET_API_URL: string;
