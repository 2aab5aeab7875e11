import { createHash, randomBytes } from 'node:crypto';
import { AuthError } from '@feishu-login/auth-types';
import type { Feishu, OneTimeCode } from '../../src/auth/ports/feishu.ts';
import type { Identity } from '../../src/auth/ports/person.ts';
import type { Clock } from '../../src/auth/ports/ports.ts';
import { createFeishu } from '../../src/feishu/client.ts';

export const appId = 'cli_a1b2c3d4e5f60718';

export const zhangSan: Identity = {
  appId,
  openId: 'ou_zhang',
  unionId: 'on_zhang',
  tenantKey: 'tenant_1',
  name: '张三',
};
export const liSi: Identity = { appId, openId: 'ou_li', unionId: 'on_li', tenantKey: 'tenant_1', name: '李四' };

/** What the platform's client says to any code that cannot be used, word for word. */
export function codeRefused(platformCode: number): AuthError {
  return new AuthError('code_invalid', 'This code cannot be used. Ask Feishu for a new one.', { platformCode });
}

/** A person nobody else in the test is. */
export function somebody(): Identity {
  return { ...zhangSan, openId: `ou_${randomBytes(16).toString('hex')}` };
}

interface Grant {
  readonly answer: Identity | Error;
  readonly challenge: string | null;
  readonly redirectUri: string | null;
  used: boolean;
}

/** The platform as the use cases see it: codes are single use and bound to what they were asked for with. */
export interface FakeFeishu extends Feishu {
  /** Every exchange that was asked for. */
  readonly asked: readonly OneTimeCode[];
  /** From now on the platform calls this person resigned when asked about them by name. */
  leave(openId: string): void;
  /** Open ids the platform was asked about by name. */
  readonly askedAbout: readonly string[];
  tickets(): number;
  /** People whose sign-ins to the platform itself were ended. */
  readonly signedOut: readonly string[];
  /** What the client hands to a mini program or a page; an error makes the exchange fail with it. */
  code(answer: Identity | Error): string;
  /** The person signs in on the page at `location`: returns the address the browser is sent back to. */
  approve(location: string, answer: Identity | Error): string;
  /** Exchanges wait until the returned function is called. */
  hold(): () => void;
}

export function createFakeFeishu(clock: Clock, ownAppId: string): FakeFeishu {
  const asked: OneTimeCode[] = [];
  const grants = new Map<string, Grant>();
  const signedOut: string[] = [];
  const left = new Set<string>();
  const askedAbout: string[] = [];
  let tickets = 0;
  let gate: Promise<void> = Promise.resolve();
  // Addresses of sign-in pages are the real client's; asking the platform anything else would fail.
  const addresses = createFeishu(
    { call: () => Promise.reject(new Error('Nothing may reach the platform in these tests.')) },
    {
      appId: ownAppId,
      appSecret: 'secret-of-the-app',
      openUrl: new URL('https://open.feishu.cn'),
      accountsUrl: new URL('https://accounts.feishu.cn'),
      passportUrl: new URL('https://passport.feishu.cn'),
      tokenVersion: 'auto',
    },
    clock,
    { event: () => undefined },
  );
  const grant = (answer: Identity | Error, challenge: string | null, redirectUri: string | null) => {
    const code = randomBytes(32).toString('base64url');
    grants.set(code, { answer, challenge, redirectUri, used: false });
    return code;
  };

  return {
    ...addresses,
    asked,
    askedAbout,
    leave: (openId) => void left.add(openId),
    tickets: () => tickets,
    signedOut,
    code: (answer) => grant(answer, null, null),
    approve: (location, answer) => {
      const { searchParams } = new URL(location);
      const redirectUri = searchParams.get('redirect_uri') ?? '';
      const back = new URL(redirectUri);
      back.searchParams.set('code', grant(answer, searchParams.get('code_challenge'), redirectUri));
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return back.href;
    },
    hold: () => {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    identify: async (code) => {
      asked.push(code);
      await gate;
      const found = grants.get(code.code);
      if (found === undefined || found.used || !fits(code, found)) {
        throw codeRefused(20_003);
      }
      found.used = true;
      if (found.answer instanceof Error) throw found.answer;
      return { identity: found.answer };
    },
    standing: async (openId) => {
      askedAbout.push(openId);
      return left.has(openId) ? { standing: 'gone', platformCode: 20_021 } : { standing: 'active' };
    },
    facts: async () => ({ facts: {}, untold: [] }),
    revokeGrant: async () => true,
    signOut: async (openId) => void signedOut.push(openId),
    jsapiTicket: async () => {
      tickets += 1;
      return 'ticket-of-the-app';
    },
  };
}

/**
 * As lax as the platform may be: version 2 ignores a verifier where no challenge was, and nobody documents that a
 * redirect address is compared where the code has none, or asked for where it has one.
 */
function fits({ codeVerifier, redirectUri }: OneTimeCode, grant: Grant): boolean {
  const challenge = codeVerifier === undefined ? null : createHash('sha256').update(codeVerifier).digest('base64url');
  const verified = grant.challenge === null || challenge === grant.challenge;
  return verified && (redirectUri === undefined || grant.redirectUri === null || redirectUri === grant.redirectUri);
}
