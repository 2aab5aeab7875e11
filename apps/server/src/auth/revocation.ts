import { AuthError } from '@feishu-login/auth-types';
import { openToken } from './grants.ts';
import type { RevocationOrder, Sender } from './outbox.ts';
import type { GrantToken } from './ports/feishu.ts';
import type { Ports } from './ports/ports.ts';

/** Has the platform take back the tokens of a grant that is kept no more. */
export function revocationSender(ports: Ports): Sender {
  return async ({ receiver, payload, attempts }) => {
    // Another server, of that app, can.
    if (receiver !== ports.app.appId) return 'failed';
    const order: RevocationOrder = JSON.parse(payload);
    if (order.until <= ports.clock.now()) return 'delivered';
    const token = lastingToken(ports, order);
    if (token === undefined) return 'refused';
    try {
      if (!(await ports.feishu.revokeGrant(token))) return 'refused';
    } catch (error) {
      if (attempts === 1) ports.log.event('grant.revoked', { reason: 'failed', ...whyOf(error) });
      throw error;
    }
    ports.log.event('grant.revoked', { reason: 'forgotten' });
    return 'delivered';
  };
}

function whyOf(error: unknown): { code: string; platform_code: number | null } {
  const refusal = error instanceof AuthError ? error : undefined;
  return { code: refusal?.code ?? 'internal', platform_code: refusal?.details.platformCode ?? null };
}

/** The refresh token where there is one: it lives longest, and its access tokens come from it. */
function lastingToken(ports: Ports, order: RevocationOrder): GrantToken | undefined {
  const kind = order.refreshSealed === null ? 'access' : 'refresh';
  const token = openToken(ports, { appId: ports.app.appId, openId: order.openId }, order, kind);
  return token === undefined ? undefined : { kind: `${kind}_token`, token };
}
