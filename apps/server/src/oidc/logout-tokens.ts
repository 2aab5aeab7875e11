import type { Client, Provider } from 'oidc-provider';
import type { Sender } from '../auth/outbox.ts';

/** Posts a logout token to a client. Throws unless it answers 200 or 204. */
export type TellClient = (client: Client, sub: string, sid: string) => Promise<void>;

/**
 * Apps are told from the outbox that a session ended, whatever ended it. The library itself would tell them at an app's
 * own sign-out only, and once: that is silenced here, and its way of telling handed out.
 */
export function takeLogoutTokens(provider: Provider): TellClient {
  const prototype: Client = provider.Client.prototype;
  const { backchannelLogout } = prototype;
  if (typeof backchannelLogout !== 'function') throw new Error('oidc-provider has another way of telling clients now.');
  prototype.backchannelLogout = async () => undefined;
  return async (client, sub, sid) => {
    await backchannelLogout.call(client, sub, sid);
  };
}

/**
 * Sends a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.5), signed when it is sent, so that a retry
 * after days carries a fresh one.
 */
export function logoutTokenSender(current: () => Promise<{ provider: Provider; tell: TellClient }>): Sender {
  return async ({ receiver, payload }) => {
    const { provider, tell } = await current();
    const client = await provider.Client.find(receiver);
    // Removed meanwhile, or it no longer wants to know.
    if (client?.backchannelLogoutUri === undefined) return 'refused';
    const { sub, sid }: { sub: string; sid: string } = JSON.parse(payload);
    await tell(client, sub, sid);
    return 'delivered';
  };
}
