import type { Network } from './network.ts';

/**
 * Sends through `POST /_emulator/relay`: a browser page would send `Origin` and be held to CORS, a gadget is not.
 * Bodies travel in base64.
 */
export function createRelayNetwork(relayUrl: string): Network {
  return {
    async send({ url, method, header, body, signal }) {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body && new Uint8Array(body);
      const answer = await fetch(relayUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url, method, header, ...(bytes && { body_base64: toBase64(bytes) }) }),
        signal,
      });
      const told: unknown = await answer.json();
      if (!isRelayed(told)) throw new Error(`the relay could not reach ${url}: ${JSON.stringify(told)}`);
      return { status: told.status, header: told.header, body: fromBase64(told.body_base64) };
    },
  };
}

interface Relayed {
  status: number;
  header: Record<string, string>;
  body_base64: string;
}

function isRelayed(value: unknown): value is Relayed {
  return (
    typeof value === 'object' && value !== null && 'status' in value && 'header' in value && 'body_base64' in value
  );
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
}
