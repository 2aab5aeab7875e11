import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';
import { forgetEnded, remember } from './memory.ts';
import type { Code, CodeVia, Records } from './records.ts';
import { randomText } from './secrets.ts';
import type { Switches } from './setting-specs.ts';

export interface NewCode {
  via: CodeVia;
  app_id: string;
  user: string;
  scopes?: string[];
  redirect_uri?: string | undefined;
  code_challenge?: string | undefined;
  code_challenge_method?: 'S256' | 'plain' | undefined;
}

export type CodeProblem = 'unknown' | 'other_app' | 'used' | 'expired';

export interface Codes {
  mint(code: NewCode): Code;
  find(value: string): Code | undefined;
  /** Why this app cannot exchange the code, or nothing if it can. Spends nothing. */
  problem(code: Code | undefined, app_id: string): CodeProblem | undefined;
  spend(code: Code): void;
  /** `stray`: what becomes of a verifier for a code without a challenge. */
  verifierFits(code: Code, verifier: string | undefined, stray?: 'ignore' | 'refuse'): boolean;
  all(): Code[];
  lifetime(via: CodeVia): number;
}

/** An ended code stays known this long, so that its second use is told from a code that never was. */
const remembered = 24 * 3600 * 1000;

export function createCodes(records: Records, clock: Clock, settings: Switches): Codes {
  const lifetime = (via: CodeVia): number =>
    via === 'requestAccess' || via === 'login'
      ? settings.values.code_lifetime_client
      : settings.values.code_lifetime_page;

  return {
    mint({ via, app_id, user, scopes, redirect_uri, code_challenge, code_challenge_method }) {
      const issued_at = clock.now();
      forgetEnded(records.codes, issued_at - remembered, 4);
      const code: Code = {
        // 获取授权码: the sample is 64 characters, which is also the room to reserve.
        value: randomText(64),
        via,
        app_id,
        user,
        scopes: scopes ?? [],
        redirect_uri: redirect_uri ?? null,
        challenge: code_challenge ? { value: code_challenge, method: code_challenge_method ?? 'plain' } : null,
        issued_at,
        expires_at: issued_at + lifetime(via) * 1000,
        used_at: null,
      };
      remember(records.codes, code.value, code);
      return code;
    },
    find: (value) => records.codes.get(value),
    problem(code, app_id) {
      if (!code) return 'unknown';
      if (code.app_id !== app_id) return 'other_app';
      if (code.used_at !== null) return 'used';
      return clock.now() >= code.expires_at ? 'expired' : undefined;
    },
    spend(code) {
      code.used_at = clock.now();
    },
    verifierFits(code, verifier, stray = 'ignore') {
      const { verifier_without_challenge } = settings.values;
      const treated = verifier_without_challenge === 'by_version' ? stray : verifier_without_challenge;
      if (!code.challenge) return verifier === undefined || treated === 'ignore';
      if (verifier === undefined || !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
      const presented =
        code.challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
      return presented === code.challenge.value;
    },
    all: () => [...records.codes.values()],
    lifetime,
  };
}
