import type { IncomingMessage, ServerResponse } from 'node:http';

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Hands a request to the platform: the page and its client's scripts then have one origin. */
export async function passOn(request: IncomingMessage, response: ServerResponse, platformUrl: string): Promise<void> {
  const body = await readBody(request);
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
