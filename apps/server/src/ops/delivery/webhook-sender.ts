import { Webhook } from 'standardwebhooks';
import type { Sender } from '../../auth/outbox.ts';
import type { Clock } from '../../auth/ports/ports.ts';

export interface WebhookEndpoint {
  /** What logs and the database call it: an address may hold a secret. */
  readonly name: string;
  readonly url: URL;
  /** `whsec_…`, as Standard Webhooks writes it. */
  readonly secret: string;
}

/**
 * Sends webhooks as Standard Webhooks says (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
 * only 2xx is success, and 410 means that the receiver wants no more. Redirects are not followed and answers not read.
 */
export function createWebhookSender(endpoints: readonly WebhookEndpoint[], clock: Clock): Sender {
  const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
  return async ({ id, receiver, payload }, signal) => {
    const endpoint = byName.get(receiver);
    // Another server, with another file, knows it.
    if (endpoint === undefined) return 'failed';
    const at = new Date(clock.now());
    const response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      signal,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(endpoint.secret).sign(id, at, payload),
      },
      body: payload,
    });
    await response.body?.cancel();
    if (response.ok) return 'delivered';
    return response.status === 410 ? 'refused' : 'failed';
  };
}
