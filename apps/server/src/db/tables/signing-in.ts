import { EntitySchema } from 'typeorm';
import { instant, optional, text } from './columns.ts';

export interface CodeClaimRow {
  code_hash: string;
  state: 'pending' | 'done' | 'refused' | 'lost';
  claimed_at: number;
}

export const codeClaims = new EntitySchema<CodeClaimRow>({
  name: 'code_claims',
  columns: { code_hash: { ...text, primary: true }, state: text, claimed_at: instant },
  indices: [{ name: 'code_claims_age', columns: ['claimed_at'] }],
});

export interface LoginAttemptRow {
  state_hash: string;
  browser_hash: string;
  flow: 'browser' | 'h5' | 'qr';
  app_id: string;
  return_to: string;
  created_at: number;
  expires_at: number;
  consumed_at: number | null;
  session_id: string | null;
}

export const loginAttempts = new EntitySchema<LoginAttemptRow>({
  name: 'login_attempts',
  columns: {
    state_hash: { ...text, primary: true },
    browser_hash: text,
    flow: text,
    app_id: text,
    return_to: text,
    created_at: instant,
    expires_at: instant,
    consumed_at: { ...instant, ...optional },
    session_id: { ...text, ...optional },
  },
  indices: [{ name: 'login_attempts_expiry', columns: ['expires_at'] }],
});

/** As rate-limiter-flexible wants it; only PostgreSQL uses it. */
export interface RateLimitRow {
  key: string;
  points: number;
  expire: number | null;
}

export const rateLimits = new EntitySchema<RateLimitRow>({
  name: 'rate_limits',
  columns: {
    key: { ...text, primary: true },
    points: { type: 'integer' },
    expire: { ...instant, ...optional },
  },
});
