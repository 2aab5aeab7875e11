import { randomUUID } from 'node:crypto';
import { mintClientSecret, ordinaryScopes } from '../../src/auth/oidc-clients.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import { appId } from './fake-feishu.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export const anAdmin: Identity = { appId, openId: 'ou_admin', tenantKey: 'tenant_1', name: '管理员' };

export const adminPage = '<!doctype html><title>Administration</title>';

/** A server with an administrator. */
export function adminOf({ settings, app, ...options }: WorldOptions = {}): Promise<World> {
  return createWorld({
    ...options,
    settings: { administrators: { people: [anAdmin.openId], groups: [] }, ...settings },
    app: { admin: { html: adminPage, checkUp: async () => ({ checked_at: '', checks: [] }) }, ...app },
  });
}

/** An app that people sign in to through the server, as an operator registers one. */
export async function aClient({ ports }: World): Promise<string> {
  const clientId = randomUUID();
  await ports.store.oidc.clients.save(
    {
      clientId,
      name: '报表',
      secretHash: mintClientSecret().hash,
      redirectUris: ['https://app.example.com/back'],
      postLogoutRedirectUris: [],
      backchannelLogoutUri: null,
      firstParty: true,
      scopes: ordinaryScopes,
      resources: [],
      jwtAccessTokens: false,
      withoutPkce: false,
    },
    'operator',
    ports.clock.now(),
  );
  return clientId;
}
