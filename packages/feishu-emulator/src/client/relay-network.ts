import type { Network } from './network.ts';

/**
 * Sends through `POST /_emulator/relay`: a browser page would send `Origin` and be held to CORS, a gadget is not.
 * The relay knows text and JSON; other bodies do not survive it.
 */
export function createRelayNetwork(relayUrl: string): Network {
  return {
    async send({ url, method, header, body, signal }) {
      const data = body instanceof ArrayBuffer ? new TextDecoder().decode(body) : body;
      const answer = await fetch(relayUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url, method, header, ...(data !== undefined && { data }) }),
        signal,
      });
      const told: unknown = await answer.json();
      if (!isRelayed(told)) throw new Error(`the relay could not reach ${url}: ${JSON.stringify(told)}`);
      // What is JSON comes back parsed: it is put into text again for `tt.request` to read as the gadget asks.
      const text = typeof told.data === 'string' ? told.data : JSON.stringify(told.data);
      return { status: told.statusCode, header: told.header, body: new TextEncoder().encode(text).buffer };
    },
  };
}

interface Relayed {
  statusCode: number;
  header: Record<string, string>;
  data: unknown;
}

function isRelayed(value: unknown): value is Relayed {
  return typeof value === 'object' && value !== null && 'statusCode' in value && 'header' in value && 'data' in value;
}
