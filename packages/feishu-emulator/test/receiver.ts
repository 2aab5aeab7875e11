import { createDecipheriv, createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into pushes of every shape.
  body: any;
}

/** An app's event address: keeps what arrives and answers what the test wants. */
export interface Receiver {
  url: string;
  received: Received[];
  /** Status for the next pushes, 200 when it runs out. */
  answers: number[];
}

const running: Server[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => new Promise((done) => server.close(done))));
});

export async function startReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', received: [], answers: [] };
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    const body = JSON.parse(raw);
    receiver.received.push({ headers: req.headers, raw, body });
    const status = receiver.answers.shift() ?? 200;
    res.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    res.end(JSON.stringify(body.challenge ? { challenge: body.challenge } : {}));
  });
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu/events`;
  return receiver;
}

/** As the documentation says a receiver decrypts. */
export function decrypt(encryptKey: string, encrypted: string) {
  const bytes = Buffer.from(encrypted, 'base64');
  const key = createHash('sha256').update(encryptKey).digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8'));
}

/** As the documentation says a receiver checks the signature. */
export function signatureOf({ headers, raw }: Received, encryptKey: string): string {
  const input = `${headers['x-lark-request-timestamp']}${headers['x-lark-request-nonce']}${encryptKey}${raw}`;
  return createHash('sha256').update(input).digest('hex');
}
