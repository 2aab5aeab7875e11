import { appTokenEndpoint, jsapiTicketEndpoint, tenantTokenEndpoint } from '@feishu-login/feishu-types';
import { rethrowAs } from '../auth/ports/feishu-failure.ts';
import type { Clock } from '../auth/ports/ports.ts';
import { appTokenAnswer, jsapiTicketAnswer, tenantTokenAnswer } from './answers.ts';
import { createExpiringValue, type ExpiringValue } from './expiring.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Platform } from './platform.ts';
import type { AppCredentials } from './settings.ts';
import type { PlatformRequest } from './transport.ts';

export interface AppTokens {
  readonly app: ExpiringValue;
  readonly tenant: ExpiringValue;
  readonly jsapiTicket: ExpiringValue;
}

/** Fetching these is nobody's request, so it has its own time limit, in milliseconds. */
const fetchTimeout = 6_000;

export function createAppTokens(
  platform: Platform,
  openUrl: URL,
  credentials: AppCredentials,
  clock: Clock,
): AppTokens {
  const body = { app_id: credentials.appId, app_secret: credentials.appSecret };
  const ask = (path: string, more: Partial<PlatformRequest>) =>
    platform.call(
      { method: 'POST', url: new URL(path, openUrl), json: {}, ...more },
      AbortSignal.timeout(fetchTimeout),
    );

  const app = createExpiringValue(clock, async () => {
    const answer = accept(appTokenAnswer, await ask(appTokenEndpoint.path, { json: body }));
    return { value: answer.app_access_token, expiresIn: answer.expire };
  });
  const tenant = createExpiringValue(clock, async () => {
    const answer = accept(tenantTokenAnswer, await ask(tenantTokenEndpoint.path, { json: body }));
    return { value: answer.tenant_access_token, expiresIn: answer.expire };
  });
  const jsapiTicket = createExpiringValue(clock, async () => {
    const outcome = await withToken(tenant, (bearer) => ask(jsapiTicketEndpoint.path, { bearer }));
    const { data } = accept(jsapiTicketAnswer, outcome);
    return { value: data.ticket, expiresIn: data.expire_in };
  });
  return { app, tenant, jsapiTicket };
}

/** Calls with a token of the app; if the platform calls it invalid, drops it and tries once with a fresh one. */
export async function withToken(token: ExpiringValue, call: (bearer: string) => Promise<Outcome>): Promise<Outcome> {
  const first = await token.get().catch(callNotMade);
  const outcome = await call(first);
  if (!outcome.refused || outcome.meaning !== 'app_token_invalid') return outcome;
  token.drop(first);
  return call(await token.get().catch(callNotMade));
}

/** Whatever became of asking for the token: what it was wanted for was not asked, and can be. */
function callNotMade(error: unknown): never {
  return rethrowAs(error, { maybeActedOn: false });
}
