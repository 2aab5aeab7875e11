import { createHash } from 'node:crypto';
import type { Call } from '../exchange/call.ts';
import { maskedWhole } from '../exchange/masked-body.ts';
import type { RecordedCall } from './recorded-call.ts';

/** What of a call is written down, and held against what was: everything but secrets. */
export type Asked = Pick<RecordedCall, 'method' | 'path' | 'query' | 'token' | 'body' | 'body_sha256'>;

export function askedBy(call: Call, secrets: Iterable<string>): Asked {
  const { kind, fields, raw } = call.body;
  const readable = kind === 'json' || kind === 'form';
  const shown = { query: Object.fromEntries(call.query), body: readable ? fields : null };
  // What was read as JSON is JSON again without its secrets.
  const { query, body } = JSON.parse(JSON.stringify(maskedWhole(shown, secrets)));
  return {
    method: call.method,
    path: call.path.replace(/\/$/, ''),
    query,
    token: tokenKind(call.bearer),
    body,
    ...(kind === 'unreadable' && { body_sha256: createHash('sha256').update(raw).digest('hex') }),
  };
}

/** 获取 tenant_access_token, 获取 user_access_token: apps' tokens begin with `t-` or `a-`. */
function tokenKind(bearer: string | undefined): Asked['token'] {
  if (bearer === undefined) return 'none';
  return /^[ta]-/.test(bearer) ? 'tenant' : 'user';
}
