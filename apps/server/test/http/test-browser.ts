import type { Answer, Asked, Send } from './request.ts';

export interface TestBrowser {
  /** What it would send as `Cookie`, by name. */
  readonly cookies: ReadonlyMap<string, string>;
  setCookie(name: string, value: string): void;
  /** A person opens an address: typed, from a link, or sent here by another page. Redirects are not followed. */
  open(url: string, headers?: Asked['headers']): Promise<Answer & { readonly location: string | undefined }>;
  /** A script on our own page asks. */
  fetch(
    method: NonNullable<Asked['method']>,
    url: string,
    body?: Asked['body'],
    headers?: Asked['headers'],
  ): Promise<Answer>;
  /** Exactly these headers, besides the cookies. */
  send: Send;
}

/** Keeps cookies as browsers do (RFC 6265bis), and says of its requests what browsers say. */
export function createBrowser(send: Send, publicUrl: URL): TestBrowser {
  const jar = new Map<string, string>();
  const withCookies: Send = async (asked) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send({ ...asked, headers: { ...(cookie === '' ? {} : { cookie }), ...asked.headers } });
    for (const line of answer.setCookies) keep(jar, line, publicUrl);
    return answer;
  };
  return {
    cookies: jar,
    setCookie: (name, value) => void jar.set(name, value),
    open: async (url, headers = {}) => {
      const { pathname, search } = new URL(url, publicUrl);
      const answer = await withCookies({
        url: `${pathname}${search}`,
        headers: {
          accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
          'sec-fetch-dest': 'document',
          'sec-fetch-mode': 'navigate',
          'sec-fetch-site': 'cross-site',
          ...headers,
        },
      });
      return { ...answer, location: answer.headers.location };
    },
    fetch: (method, url, body, headers = {}) =>
      withCookies({
        method,
        url,
        headers: {
          accept: '*/*',
          'sec-fetch-dest': 'empty',
          'sec-fetch-mode': 'cors',
          'sec-fetch-site': 'same-origin',
          ...(method === 'GET' ? {} : { origin: publicUrl.origin, 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      }),
    send: withCookies,
  };
}

function keep(jar: Map<string, string>, line: string, publicUrl: URL): void {
  const [pair = '', ...attributes] = line.split('; ');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  const lower = attributes.map((attribute) => attribute.toLowerCase());
  const bound = lower.includes('secure') && lower.includes('path=/') && !/; Domain=/i.test(line);
  if (name.startsWith('__Host-') && !bound) throw new Error(`A browser would refuse this cookie: ${line}`);
  if (lower.includes('secure') && publicUrl.protocol !== 'https:') return;
  if (lower.includes('max-age=0') || lower.includes('expires=thu, 01 jan 1970 00:00:00 gmt')) jar.delete(name);
  else jar.set(name, pair.slice(at + 1));
}
