import { z } from 'zod';
import type { RegisterControl } from '../exchange/router.ts';
import { ControlError, readControl } from './request.ts';

const request = z.strictObject({
  url: z.url(),
  method: z.enum(['GET', 'POST', 'PUT', 'HEAD', 'DELETE']).default('GET'),
  header: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  data: z.unknown().optional(),
});

const loopback = ['localhost', '127.0.0.1', '[::1]'];
/** app.json's networkTimeout.request goes up to this. */
const timeoutMs = 60_000;

/**
 * Performs a request for the emulated client's `tt.request`: a real client knows no CORS, a browser does.
 * It goes to the named origins and to loopback only.
 */
export const registerRelay: RegisterControl = (router, _state, { relayOrigins }) => {
  router.post('/_emulator/relay', async (ctx) => {
    const { url, method, header, data } = await readControl(ctx, request);
    const target = new URL(url);
    const allowed = relayOrigins.includes(target.origin) || loopback.includes(target.hostname);
    if (!allowed || !/^https?:$/.test(target.protocol)) {
      throw new ControlError(400, `url: the relay does not go to ${target.origin}; name it in relayOrigins.`);
    }
    const headers = new Headers(Object.entries(header).map(([name, value]): [string, string] => [name, String(value)]));
    const body = method === 'GET' || method === 'HEAD' ? undefined : encode(data, headers);
    if (body === undefined && data !== undefined) addToQuery(target, data);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetch(target, { method, headers, body: body ?? null, redirect: 'manual', signal });
      ctx.body = {
        statusCode: answer.status,
        header: Object.fromEntries(answer.headers),
        data: decode(await answer.text()),
      };
    } catch (error) {
      throw new ControlError(502, `The relay got no answer from ${target.origin}: ${causeOf(error)}`);
    }
  });
};

/** POST data is serialised as JSON unless the content type is a form's (request, 网络/发起请求). */
function encode(data: unknown, headers: Headers): string | undefined {
  if (data === undefined || data === null) return undefined;
  if (typeof data === 'string') return data;
  const type = headers.get('content-type');
  if (type === null) headers.set('content-type', 'application/json');
  if (type?.startsWith('application/x-www-form-urlencoded') && typeof data === 'object') {
    return new URLSearchParams(
      Object.entries(data).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
  }
  return JSON.stringify(data);
}

/** GET data goes to the query. */
function addToQuery(target: URL, data: unknown): void {
  if (typeof data !== 'object' || data === null) return;
  for (const [name, value] of Object.entries(data)) target.searchParams.set(name, String(value));
}

/** dataType json is the default: what parses is handed over parsed. */
function decode(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
