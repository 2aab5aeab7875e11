import { createHash, randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { declarationsOf, type Palette, type Scheme, type ShownBrand } from '@feishu-login/product';

/** What Node calls requests that it could not read to their end (http: Event 'clientError'); any other is a 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Milliseconds for the client to read the answer: hanging up at once, while it still sends, would take it away. */
const toBeRead = 500;

/** A page made once: nothing of the request could be read, so it is the same for everybody. */
export interface CrowdedPage {
  readonly body: string;
  readonly policy: string;
}

/** Answers what could not be read as a request, and hangs up. */
export function answerUnreadable(error: Error, socket: Socket, crowded: CrowdedPage): void {
  if (socket.writableEnded) return;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[code] ?? 400;
  const body = status === 431 ? crowded.body : '';
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Cache-Control: no-store',
    `Content-Security-Policy: ${crowded.policy}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Referrer-Policy: no-referrer',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${randomUUID()}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), toBeRead).unref();
}

/** Whose page it is. Its logo would be asked for with the same cookies, and refused as well. */
interface PageBrand {
  readonly shown: Pick<ShownBrand, 'name'> | null;
  readonly palettes: Readonly<Record<Scheme, Palette>>;
}

/**
 * The one failure that people run into, more cookies than fit, in both languages.
 * @param host the site whose cookies would have to go; the configuration takes none that would need escaping
 */
export function tooManyCookies(host: string, { shown, palettes }: PageBrand): CrowdedPage {
  const style = `:root{color-scheme:light dark;${declarationsOf(palettes.light)}}
@media (prefers-color-scheme:dark){:root{${declarationsOf(palettes.dark)}}}
body{max-width:36em;margin:4em auto;padding:0 1em;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
header{color:var(--ink-soft);font-weight:600}
h1{font-size:1.5rem;line-height:1.3}`;
  const hash = createHash('sha256').update(style).digest('base64');
  const names = [...new Set(Object.values(shown?.name ?? {}))].map(escaped).join(' · ');
  return {
    policy: `default-src 'none';style-src 'sha256-${hash}';frame-ancestors 'none'`,
    body: `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>431 · ${names === '' ? host : names}</title>
<style>${style}</style>
${names === '' ? '' : `<header>${names}</header>\n`}<h1>浏览器发送的 Cookie 太多了</h1>
<p>请在浏览器设置中删除 <strong>${host}</strong> 及其上级域名的 Cookie，然后重新打开此页面。删除后需要重新登录。</p>
<section lang="en">
<h1>Your browser sent too many cookies</h1>
<p>Delete the cookies of <strong>${host}</strong> and of its parent domains in the browser’s settings, then open this page again. You will have to sign in anew.</p>
</section>
</html>
`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
