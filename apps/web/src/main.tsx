import type { PageBoot } from '@feishu-login/auth-types';
import { render } from 'preact';
import { App } from './app.tsx';
import { readBoot } from './boot.ts';
import { readBrand } from './brand.ts';
import { takeConsentReturn } from './tasks/consent-return.ts';

/** The page came from somewhere else than our server, or not whole. */
const bootless: PageBoot = {
  app_id: '',
  h5_sdk_url: '',
  qr_sdk_url: '',
  qr_origin: null,
  session: null,
  signed_out: true,
  return_to: '/',
  failure: { code: 'internal', platform_code: null, request_id: '' },
};

const boot = readBoot(document) ?? bootless;
// A failed callback was opened with a code in its address: it leaves the address bar and the history first of all.
if (boot.failure !== null && boot.failure.code !== 'not_found') history.replaceState(null, '', signInAddress(location));
const returned = boot.failure === null && boot.session !== null ? takeConsentReturn() : undefined;

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no place for the app.');
// What stood there until the script came.
root.replaceChildren();
render(<App boot={boot} brand={readBrand(document)} returned={returned} />, root);

/** Of this page, and where it leads afterwards; whoever reloads it has refused nothing yet. */
function signInAddress({ pathname, search }: Location): string {
  const returnTo = pathname === '/login' ? new URLSearchParams(search).get('return_to') : null;
  return returnTo === null ? '/login' : `/login?${new URLSearchParams({ return_to: returnTo })}`;
}
