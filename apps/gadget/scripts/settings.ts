import { type Brand, readBrand } from '@feishu-login/product/brand';

/** The emulator's seeded app, so that a build works without an account. */
export const emulatedApp = 'cli_a1b2c3d4e5f60718';

export interface Settings {
  /** Our server's address, without a slash at its end. */
  apiUrl: string;
  appId: string;
  /** Whether somebody who opens the mini program is signed in without a tap (免登), unless they signed out. */
  automatic: boolean;
  /** Whose mini program this is, where its operator says so: by the variables that the server reads as well. */
  brand?: Brand | undefined;
}

/** An app id as Feishu's command line tool accepts it. */
export function isAppId(value: string): boolean {
  return /^(tt|cli_)[0-9a-f]{16}$/.test(value);
}

/** Reads what a build needs to know, or says which variable is wrong and what a good value looks like. */
export function settingsFrom(env: Record<string, string | undefined>): Settings {
  return {
    apiUrl: apiUrlFrom(env.GADGET_API_URL),
    appId: appIdFrom(env.FEISHU_APP_ID),
    automatic: automaticFrom(env.GADGET_SIGN_IN),
    brand: brandFrom(env),
  };
}

function apiUrlFrom(value = 'http://localhost:3000'): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new Error(`GADGET_API_URL is ${JSON.stringify(value)}; it must be an address like https://login.example.com`);
  }
  if (url.protocol === 'http:' && !isThisComputer(url.hostname)) {
    throw new Error(
      `GADGET_API_URL is ${JSON.stringify(value)}; anybody on the way can read what plain http carries. Use https://`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** The names and addresses of the computer itself, on which plain http meets nobody. */
function isThisComputer(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function appIdFrom(value = emulatedApp): string {
  if (isAppId(value)) return value;
  throw new Error(`FEISHU_APP_ID is ${JSON.stringify(value)}; it must look like cli_a1b2c3d4e5f60718`);
}

function automaticFrom(value = 'automatic'): boolean {
  if (value === 'automatic' || value === 'tap') return value === 'automatic';
  throw new Error(`GADGET_SIGN_IN is ${JSON.stringify(value)}; it must be automatic (nothing to tap) or tap`);
}

function brandFrom(env: Record<string, string | undefined>): Brand | undefined {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const read = readBrand(set);
  if (read.read) return read.brand;
  throw new Error(read.problems.join('\n'));
}
