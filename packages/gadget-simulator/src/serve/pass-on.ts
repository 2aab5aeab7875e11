import type { IncomingMessage, ServerResponse } from 'node:http';

/** Undefined where there is more than the limit; the rest is read and forgotten, or the answer would not arrive. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= limit) chunks.push(chunk as Buffer);
    else chunks = [];
  }
  return length > limit ? undefined : Buffer.concat(chunks);
}

/** Far above what the client asks of the platform. */
const platformLimit = 2 ** 20;

/** Hands a request to the platform: the page and its client's scripts then have one origin. */
export async function passOn(request: IncomingMessage, response: ServerResponse, platformUrl: string): Promise<void> {
  const body = await readBody(request, platformLimit);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const { 'content-type': type } = request.headers;
  const answer = await fetch(platformUrl.replace(/\/+$/, '') + (request.url ?? '/'), {
    method: request.method ?? 'GET',
    headers: type === undefined ? {} : { 'content-type': type },
    ...(body.length > 0 && { body: body.toString() }),
  });
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/octet-stream',
    'cache-control': 'no-store',
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
