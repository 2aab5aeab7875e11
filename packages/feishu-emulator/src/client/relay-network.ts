import { ApiFailure } from './failure.ts';
import type { Network } from './network.ts';

/**
 * Sends through `POST /_emulator/relay`: a browser page would send `Origin` and be held to CORS, a gadget is not.
 * What is not text goes and comes as base64, so that every byte arrives as it is.
 */
export function createRelayNetwork(relayUrl: string): Network {
  return {
    async send({ url, method, header, body, signal }) {
      const sent = body instanceof ArrayBuffer ? { base64: toBase64(body) } : body !== undefined && { data: body };
      const answer = await fetch(relayUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url, method, header, bytes: true, ...sent }),
        signal,
      });
      const told: unknown = await answer.json();
      // A real client has no such limit: that this one has is said, not dressed as a trouble of the network.
      if (answer.status === 413) throw new ApiFailure(305, { text: messageIn(told) });
      if (!isRelayed(told)) throw new Error(`the relay could not reach ${url}: ${JSON.stringify(told)}`);
      return { status: told.statusCode, header: told.header, body: fromBase64(told.base64) };
    },
  };
}

interface Relayed {
  statusCode: number;
  header: Record<string, string>;
  base64: string;
}

function isRelayed(value: unknown): value is Relayed {
  return typeof value === 'object' && value !== null && 'statusCode' in value && 'header' in value && 'base64' in value;
}

function messageIn(refusal: unknown): string {
  const { error } = Object(refusal) as { error?: string | { message?: string } };
  return (typeof error === 'string' ? error : error?.message) ?? 'the relay takes no more';
}

function toBase64(body: ArrayBuffer): string {
  const bytes = new Uint8Array(body);
  let text = '';
  // A call takes only so many parameters.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

function fromBase64(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}
