import type { PageBoot, PageFailure } from '@feishu-login/auth-types';
import type Koa from 'koa';
import type { Ports } from '../auth/ports/ports.ts';
import type { SignedIn } from '../auth/ports/records.ts';
import type { Place } from '../auth/ports/sign-in-line.ts';
import { allowedReturn } from '../auth/return-to.ts';
import { notYet } from '../auth/take-turn.ts';
import { toMe } from './replies.ts';

/** The built web page: its HTML and its assets by path. */
export interface WebPage {
  readonly html: string;
  readonly assets: ReadonlyMap<string, Asset>;
  /** The page for somebody who waits for their turn to sign in; it comes back by itself, without a script. */
  readonly waiting: (language: 'zh-CN' | 'en', place: Place) => string;
  readonly h5SdkUrl: URL;
  readonly qrSdkUrl: URL;
  /** Where the QR code's messages come from; `undefined` where there is none. */
  readonly qrOrigin: string | undefined;
}

/** A script, style or picture, and the same compressed, by content coding (RFC 9110 section 8.4.1). */
export interface Asset {
  readonly body: Buffer;
  readonly type: string;
  readonly encoded?: Partial<Record<'br' | 'gzip', Buffer>>;
}

export interface PageState {
  readonly signedIn?: SignedIn | undefined;
  readonly signedOut?: boolean;
  readonly returnTo?: unknown;
  readonly failure?: PageFailure | undefined;
}

const marker = '<script id="boot" type="application/json">null</script>';

const scriptless = 'href="/auth/login"';

/** Answers with the page, which finds in itself what it has to show. */
export function sendPage(ctx: Koa.Context, ports: Ports, page: WebPage, state: PageState): void {
  const { signedIn } = state;
  const boot: PageBoot = {
    app_id: ports.app.appId,
    h5_sdk_url: page.h5SdkUrl.href,
    qr_sdk_url: page.qrSdkUrl.href,
    qr_origin: page.qrOrigin ?? null,
    session: signedIn === undefined ? null : toMe(ports, signedIn),
    signed_out: state.signedOut ?? false,
    return_to: allowedReturn(ports.app, state.returnTo),
    failure: state.failure ?? null,
  };
  ctx.type = 'text/html; charset=utf-8';
  // A function as replacement: `$&` and its like in somebody's name are text.
  ctx.body = page.html
    .replace(marker, () => `<script id="boot" type="application/json">${inert(boot)}</script>`)
    .replace(scriptless, () => scriptless.replace('/auth/login', signInPath(ports, boot.return_to)));
}

/** Answers a person with the page on which they wait, and a program with the same in JSON. */
export function sendWaiting(ctx: Koa.Context, page: WebPage, place: Place): void {
  ctx.vary('Accept');
  ctx.vary('Accept-Language');
  if (ctx.accepts(['html', 'json']) !== 'html') throw notYet(place);
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = page.waiting(ctx.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh-CN', place);
}

/** Where the link of whoever runs no script leads. */
function signInPath({ app }: Ports, returnTo: string): string {
  const home = new URL('/', app.publicUrl).href;
  return returnTo === home ? '/auth/login' : `/auth/login?return_to=${encodeURIComponent(returnTo)}`;
}

/** JSON that cannot end the element it stands in (HTML Living Standard, "Restrictions for contents of script elements"). */
function inert(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A page that was not built or does not take its state would leave everybody in front of nothing. */
export function requireMarker(html: string): string {
  if (!html.includes(marker)) throw new Error('The web page has no place for its state. Build it again: pnpm build');
  return html;
}
