import { ApiFailure } from './failure.ts';

export interface RequestOptions {
  url: string;
  method?: string;
  data?: unknown;
  header?: Record<string, unknown>;
  dataType?: string;
  responseType?: string;
}

interface Client {
  appId: string;
  version: string;
  desktop: boolean;
}

const methods = new Set(['GET', 'POST', 'PUT', 'HEAD', 'DELETE']);
const form = 'application/x-www-form-urlencoded';

/** Turns the options of `tt.request` into what goes over the wire, with the headers that the client owns. */
export function readRequest(options: RequestOptions, client: Client) {
  const method = (options?.method ?? 'GET').toUpperCase();
  if (!methods.has(method)) throw invalid(`method ${method} is not one of ${[...methods].join(', ')}`);
  const url = readUrl(options?.url);
  const header = readHeader(options, client);
  const bodyless = method === 'GET' || method === 'HEAD';
  if (bodyless) addQuery(url, options.data);
  return { url: url.href, method, header, body: bodyless ? undefined : readBody(options.data, header) };
}

function readUrl(text: unknown): URL {
  if (typeof text !== 'string' || !URL.canParse(text)) throw invalid('url must be an absolute URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid('url must be http or https');
  return url;
}

function readHeader(options: RequestOptions, client: Client): Record<string, string> {
  const header: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(options.header ?? {})) {
    const lower = name.toLowerCase();
    // A page on a computer cannot set cookies itself: the client attaches its own.
    if (!(client.desktop && lower === 'cookie')) header[lower] = String(value);
  }
  header.referer = `https://tmaservice.developer.toutiao.com/?appid=${client.appId}&version=${client.version}`;
  return header;
}

function addQuery(url: URL, data: unknown): void {
  if (data === null || typeof data !== 'object') return;
  for (const [name, value] of Object.entries(data)) url.searchParams.append(name, String(value));
}

function readBody(data: unknown, header: Record<string, string>): string | ArrayBuffer | undefined {
  if (data === undefined || data === null) return undefined;
  if (typeof data === 'string') return data;
  if (isArrayBuffer(data)) return data;
  if (header['content-type']?.startsWith(form)) {
    return new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)])).toString();
  }
  return JSON.stringify(data);
}

/** By its tag: a gadget that runs in its own realm has its own `ArrayBuffer`. */
function isArrayBuffer(data: unknown): data is ArrayBuffer {
  return Object.prototype.toString.call(data) === '[object ArrayBuffer]';
}

function invalid(detail: string): ApiFailure {
  return new ApiFailure(104, { text: `invalid parameter: ${detail}` });
}
