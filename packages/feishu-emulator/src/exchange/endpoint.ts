import type { Platform } from '../state/platform.ts';
import type { Call } from './call.ts';
import type { EndpointFacts } from './endpoint-facts.ts';

/** A documented endpoint: what is known of it, and what it answers; a refusal is thrown. */
export interface Endpoint extends EndpointFacts {
  /** Methods real clients use though the page names another one; refused by `strict`. */
  alsoMethods?: readonly ('GET' | 'POST')[];
  /** The content type of the page; `strict` insists on it. */
  accepts?: 'json' | 'form' | 'form_or_json';
  handle(call: Call, platform: Platform): object;
}
