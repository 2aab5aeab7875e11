/** Takes webhooks and believes only what is signed. `WEBHOOK_SECRET=whsec_… node receive.mjs` */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { PORT = '8090', WEBHOOK_SECRET = '' } = process.env;
const key = Buffer.from(WEBHOOK_SECRET.slice('whsec_'.length), 'base64');
/** Ids of what was taken already; keep them in a database for a few days. */
const seen = new Set();

function isSigned(body, { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures = '' }) {
  if (!(Math.abs(Date.now() / 1000 - Number(at)) < 300)) return false;
  const expected = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest();
  return signatures.split(' ').some((one) => {
    const signature = Buffer.from(one.startsWith('v1,') ? one.slice(3) : '', 'base64');
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  });
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (!isSigned(body, request.headers)) return response.writeHead(401).end();
  const id = request.headers['webhook-id'];
  if (!seen.has(id)) console.log(JSON.parse(body).type);
  seen.add(id);
  response.writeHead(204).end();
}).listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${PORT}`));
