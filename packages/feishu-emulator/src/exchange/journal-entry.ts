import type { JournalEntry } from '../control-api/journal.ts';
import type { Answer } from '../faults/effect.ts';
import type { Struck } from '../faults/plan.ts';
import { fingerprint } from '../state/secrets.ts';
import { type Call, isObject } from './call.ts';
import type { Note, Outcome } from './context.ts';
import type { EndpointFacts } from './endpoint-facts.ts';
import type { Why } from './failure.ts';
import { credentialsIn, type Identified } from './identify.ts';
import { maskedBody, secretsIn } from './masked-body.ts';

interface Exchanged {
  endpoint: EndpointFacts;
  call: Call;
  who: Identified;
  notes: readonly Note[];
  outcome: Outcome;
  /** As sent, or null. */
  status: number | null;
  /** What the platform itself answered. */
  answered: unknown;
  /** What a fault answered in its place. */
  replaced: Answer | undefined;
  struck: Struck | undefined;
  struckBefore: boolean;
}

/** What the journal keeps of one exchange. */
export function entryOf(one: Exchanged): Omit<JournalEntry, 'seq' | 'at'> {
  const { call, endpoint, outcome } = one;
  const note: Note = Object.assign({}, ...one.notes);
  const why = whyOf(one, note);
  const sent = { ...Object.fromEntries(call.query), ...call.body.fields };
  const secrets = secretsIn(sent, call.headers.authorization);
  return {
    method: call.method,
    path: call.path,
    app_id: note.app_id ?? one.who.app_id,
    open_id: note.open_id ?? one.who.open_id,
    status: one.status,
    code: note.code ?? outcome.refusal?.code ?? codeOf(one),
    fault: one.struck?.name ?? null,
    committed: note.committed ?? outcome.committed,
    why: why ? `${why.en} [${why.page ?? endpoint.page}]` : null,
    why_zh: why ? `${why.zh}【${why.page ?? endpoint.page}】` : null,
    page: why?.page ?? endpoint.page,
    parameters: Object.keys(sent),
    credentials: {
      ...credentialsIn(sent),
      ...(call.bearer !== undefined && { bearer: fingerprint(call.bearer) }),
      ...(outcome.committed && isObject(one.answered) && issued(one.answered)),
      ...hashed(note.credentials),
    },
    request: maskedBody(sent, secrets),
    response: maskedBody(answerOf(one), secrets),
    log_id: call.logId,
  };
}

function answerOf({ answered, replaced }: Exchanged): unknown {
  return replaced ? parse(replaced.body) : answered;
}

function codeOf(one: Exchanged): number | string | null {
  const body = answerOf(one);
  if (!isObject(body)) return null;
  const code = body.code ?? body.error;
  return typeof code === 'number' || typeof code === 'string' ? code : null;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Tokens handed out, so that a later call with one of them can be traced to its making. */
function issued(answered: Record<string, unknown>): Record<string, string> {
  const data = answered.data;
  return credentialsIn({ ...answered, ...(isObject(data) && data), code: undefined }, 'issued_');
}

function hashed(credentials: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(credentials ?? {}).map(([name, value]) => [name, fingerprint(value)]));
}

function whyOf({ outcome, struck, struckBefore }: Exchanged, note: Note): Why | undefined {
  const why = outcome.refusal?.why ?? note.why;
  if (!struck || struck.kind.effect.kind === 'arrange') return why;
  const moment = struckBefore
    ? { en: 'before the platform did anything', zh: '平台尚未处理' }
    : { en: 'after the platform did its work', zh: '平台已处理完毕' };
  return {
    en: `The fault "${struck.name}" struck ${moment.en}; it was asked for at /_emulator/faults.${why ? ` ${why.en}` : ''}`,
    zh: `故障“${struck.name}”在${moment.zh}时触发，由 /_emulator/faults 设置。${why ? why.zh : ''}`,
    ...(why?.page && { page: why.page }),
  };
}
