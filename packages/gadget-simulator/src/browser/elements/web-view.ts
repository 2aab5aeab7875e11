import type { Navigation, Router } from '../../runtime/router.ts';
import { tell, textOf } from './attributes.ts';
import type { Behaviour } from './watch.ts';

export interface WebViewSources {
  /** The trusted domains of the developer console; all are, where nobody has said. */
  domains: readonly string[] | undefined;
  router(): Router;
  report(message: string): void;
}

export interface WebViews {
  behave: Behaviour;
  /** A page is left or ends: what its web page has posted is told now (page "web-view", bindmessage). */
  leave(screen: Element): void;
}

/** What the script for web pages (`web-view-sdk.ts`) sends. */
interface Call {
  feishuWebView: string;
  options: { url?: string; delta?: number; data?: unknown };
}

/** A page of the web that fills the page (page "web-view"). */
export function createWebViews({ domains, router, report }: WebViewSources): WebViews {
  const posted = new WeakMap<Element, unknown[]>();
  const sources = new WeakMap<Element, string>();

  window.addEventListener('message', ({ source, data }) => {
    const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source);
    const host = frame?.closest('web-view');
    if (!host || !isCall(data)) return;
    const { feishuWebView: name, options } = data;
    if (name === 'postMessage') posted.set(host, [...(posted.get(host) ?? []), options.data]);
    else
      try {
        navigate(router(), name, options);
      } catch (error) {
        report(`<web-view>: tt.miniProgram.${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
  });

  return {
    behave(host, changed) {
      if (!changed.has('src')) return;
      const src = textOf(host, 'src');
      // Told again of the same one, as it appears.
      if (sources.get(host) === src) return;
      sources.set(host, src);
      const refusal = src === '' ? undefined : refusalOf(src, domains);
      if (src !== '' && refusal === undefined) show(host, src);
      else host.replaceChildren();
      host.classList.toggle('sim-refused', refusal !== undefined);
      if (refusal === undefined) return;
      host.textContent = refusal;
      report(refusal);
      tell(host, 'error', { src });
    },
    leave(screen) {
      for (const host of screen.querySelectorAll('web-view')) {
        const data = posted.get(host) ?? [];
        posted.delete(host);
        if (data.length > 0) tell(host, 'message', { data });
      }
    },
  };
}

function isCall(data: unknown): data is Call {
  const { feishuWebView, options } = Object(data) as Partial<Call>;
  return typeof feishuWebView === 'string' && typeof options === 'object';
}

function navigate(router: Router, name: string, { url = '', delta }: Call['options']): void {
  if (name === 'navigateBack') router.back(delta);
  // From a web page only paths from the root are taken (page "web-view", API).
  else if (!url.startsWith('/')) throw new Error(`url "${url}" does not begin with /`);
  else router.go(name as Navigation, url);
}

function show(host: HTMLElement, src: string): void {
  const frame = host.querySelector('iframe') ?? document.createElement('iframe');
  // With an address before it appears: an empty page is not to be told.
  frame.src = src;
  if (frame.isConnected) return;
  frame.addEventListener('load', () => tell(host, 'load', { src: frame.src }));
  frame.title = 'web-view';
  host.append(frame);
}

function refusalOf(src: string, domains: readonly string[] | undefined): string | undefined {
  const address = URL.canParse(src) ? new URL(src) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol))
    return `<web-view src="${src}"> is not an address of the web`;
  const isTrusted = domains?.some((domain) =>
    domain.includes('://') ? new URL(domain).origin === address.origin : domain === address.host,
  );
  return isTrusted === false ? `<web-view>: ${address.host} is not among the trusted domains of web-views` : undefined;
}
