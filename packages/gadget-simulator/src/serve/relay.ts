import { RelayError, type RelayedAnswer, type RelayedRequest, relayRequest } from '../platform/relay.ts';
import type { NetworkLog } from './network-log.ts';

export interface RelayAnswer {
  status: number;
  body: RelayedAnswer | { error: string };
}

/** Sends what the mini program sends, wherever it goes, and keeps what is told about it. */
export async function relay(asked: RelayedRequest, log: NetworkLog): Promise<RelayAnswer> {
  const { url, method, header, data, base64 } = asked;
  const sent = base64 === undefined ? data : sizeOf(Buffer.from(base64, 'base64'));
  const exchange = {
    method,
    url,
    header: { ...header },
    ...(sent !== undefined && { body: typeof sent === 'string' ? readJson(sent) : sent }),
  };
  try {
    const body = await relayRequest(asked, 'follow');
    log.add({ ...exchange, status: body.statusCode, answer: told(body) });
    return { status: 200, body };
  } catch (error) {
    if (!(error instanceof RelayError)) throw error;
    log.add({ ...exchange, failure: error.message });
    const said = error.status === 413 ? error.message : `no answer from ${url}: ${error.message}`;
    return { status: error.status, body: { error: said } };
  }
}

/** What a log can show of an answer: what is no text is told by its length. */
function told({ data, base64 }: RelayedAnswer): unknown {
  if (base64 === undefined) return data;
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  return text.includes('�') ? sizeOf(bytes) : readJson(text);
}

const sizeOf = (bytes: Buffer): string => `${bytes.length} bytes`;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
