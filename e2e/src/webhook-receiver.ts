import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  /** Milliseconds since the epoch, of the act and of its arrival. */
  readonly happenedAt: number;
  readonly arrivedAt: number;
}

/** Somebody's application that is told of people and sessions: it believes only what is signed. */
export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
  readonly told: readonly Told[];
  /** From now on it answers with this status; 0 for not at all. */
  answer(status: number): void;
  close(): Promise<void>;
}

/** Of every receiver of a test. */
export const webhookSecret = `whsec_${Buffer.from(Array.from({ length: 32 }, (_, i) => i * 5)).toString('base64')}`;

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const told: Told[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (status === 0) return;
      response.writeHead(status).end();
      if (status >= 300) return;
      const header = (name: string) => String(request.headers[name]);
      const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
      const headers = Object.fromEntries(names.map((name) => [name, header(name)]));
      const body = Buffer.concat(chunks).toString();
      new Webhook(webhookSecret).verify(body, headers);
      const { type, timestamp, data } = JSON.parse(body);
      told.push({ id: header('webhook-id'), type, data, happenedAt: Date.parse(timestamp), arrivedAt: Date.now() });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    secret: webhookSecret,
    told,
    answer: (next) => {
      status = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
