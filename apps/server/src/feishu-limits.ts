import type { Clock } from './auth/ports/ports.ts';
import type { Config } from './config/config.ts';
import { createQuota, type Quota, signInsPerMinute, unlimited } from './feishu/quota.ts';
import { createSignInLine, type OwnSignInLine, unboundedSignIns } from './feishu/sign-in-line.ts';
import { createTickets } from './feishu/tickets.ts';
import { networkOf } from './http/client-address.ts';
import { currentRequest } from './ops/request-context.ts';

/** How Feishu's quota is kept: calls stay within it, and people are in line before they begin. */
export function limitsOf({ feishu }: Config, clock: Clock): { quota: Quota; line: OwnSignInLine } {
  const network = () => networkOf(currentRequest()?.ip ?? '');
  const quota = feishu.quota === undefined ? unlimited : createQuota(feishu.quota, network);
  const perMinute = feishu.quota === undefined ? unboundedSignIns : signInsPerMinute(feishu.quota);
  const tickets = createTickets(feishu.appSecret);
  return { quota, line: createSignInLine({ perMinute, tickets, now: () => clock.now(), network }) };
}
