import { createHash } from 'node:crypto';
import { jsapiSignatureLifetimeMs } from '@feishu-login/feishu-types';
import type { Clock } from './clock.ts';
import { forgetEnded, remember } from './memory.ts';
import type { JsapiTicket, Records } from './records.ts';
import { randomHex } from './secrets.ts';

export interface SignedPage {
  app_id: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
  /** The whole address of the page, without its fragment. */
  url: string;
}

/** 333442 no ticket, 333441 mismatch, 333444 too old, 333443 seen before (h5sdk.config). */
export type SignatureProblem = 333441 | 333442 | 333443 | 333444;

export interface Tickets {
  /** The same ticket while it has 30 minutes left, then a new one beside it. */
  get(app_id: string): JsapiTicket;
  remaining(ticket: JsapiTicket): number;
  /** Tickets the app fetched since the start or the last reset. */
  fetched(app_id: string): number;
  /** Checks a page's signature as the client does, and marks it used when it fits. */
  verify(page: SignedPage): SignatureProblem | undefined;
}

const lifetimeMs = 7200 * 1000;
const renewBelowMs = 30 * 60_000;

export function createTickets(records: Records, clock: Clock): Tickets {
  const live = (app_id: string) =>
    [...records.jsapiTickets.values()].filter((one) => one.app_id === app_id && one.expires_at > clock.now());

  return {
    get(app_id) {
      records.ticketsFetched.set(app_id, (records.ticketsFetched.get(app_id) ?? 0) + 1);
      const current = live(app_id).at(-1);
      if (current && current.expires_at - clock.now() >= renewBelowMs) return current;
      const ticket = { value: randomHex(20), app_id, expires_at: clock.now() + lifetimeMs };
      forgetEnded(records.jsapiTickets, clock.now(), 8);
      remember(records.jsapiTickets, ticket.value, ticket);
      return ticket;
    },
    remaining: (ticket) => Math.max(Math.floor((ticket.expires_at - clock.now()) / 1000), 0),
    fetched: (app_id) => records.ticketsFetched.get(app_id) ?? 0,
    verify({ app_id, timestamp, nonceStr, signature, url }) {
      const tickets = live(app_id);
      if (tickets.length === 0) return 333442;
      const fits = tickets.some((ticket) => jsapiSignature(ticket.value, nonceStr, timestamp, url) === signature);
      if (!fits) return 333441;
      if (Math.abs(clock.now() - timestamp) > jsapiSignatureLifetimeMs) return 333444;
      if ((records.usedSignatures.get(signature)?.expires_at ?? 0) > clock.now()) return 333443;
      forgetEnded(records.usedSignatures, clock.now(), 8);
      remember(records.usedSignatures, signature, { expires_at: clock.now() + jsapiSignatureLifetimeMs });
      return undefined;
    },
  };
}

/** 步骤二（可选）：鉴权调用 JSAPI: fixed order, lower-case keys, raw values. */
export function jsapiSignature(ticket: string, nonce: string, timestamp: number, url: string): string {
  return createHash('sha1')
    .update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`)
    .digest('hex');
}
