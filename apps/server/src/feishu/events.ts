import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EventReader, EventVerdict, JudgedEvent } from '../auth/ports/person-events.ts';
import { knownId } from './answers.ts';
import { decryptEvent, isSignedWith, sameSecret } from './event-crypto.ts';
import { parseEventJson } from './event-json.ts';
import { toOrganisationEvent } from './organisation-event.ts';
import { type EventFacts, toPersonEvent } from './person-event.ts';

export interface EventSettings {
  readonly appId: string;
  /** Several while one is being replaced: any of them will do. */
  readonly encryptKeys: readonly string[];
  readonly verificationToken: string | undefined;
}

/** Retries end about seven hours after the event, and nobody says whether they are stamped anew. */
const oldest = 8 * 3600 * 1000;
const newest = 5 * 60 * 1000;
/** Bytes of a check of the address, sealed: it holds a token and up to a thousand characters. */
const longestChallenge = 8 * 1024;

const text = z.string().max(4096);
/** Beside what the event is about: when odd, not known. */
const odd = text.optional().catch(undefined);
const time = z.union([text, z.number()]).transform(String).optional().catch(undefined);
const envelope = z.object({
  header: z.object({
    event_id: odd,
    event_type: text,
    app_id: text,
    tenant_key: knownId,
    token: odd,
    create_time: time,
  }),
  event: z.record(z.string(), z.unknown()).default({}),
});
/** The older envelope (事件概述): 用户状态变更 and 员工离职 concern people. */
const oldEnvelope = z.object({
  uuid: odd,
  token: odd,
  ts: time,
  event: z.looseObject({ type: text, app_id: odd, tenant_key: knownId }),
});
const challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().min(1).max(1024),
  token: text.optional(),
});

/**
 * Reads what somebody posts to the event address, and believes nothing before it is proved: the signature over the raw
 * bytes first, then decryption, then the verification token, then the app.
 */
export function createEventReader(settings: EventSettings): EventReader {
  return (headers, rawBody, now) => {
    const { encryptKeys } = settings;
    const text = () => parseEventJson(rawBody.toString('utf8'));
    if (encryptKeys.length === 0) {
      const body = text();
      return body === undefined ? rejected('not_json') : readPush(settings, body, now);
    }
    const timestamp = headers.timestamp ?? '';
    const signature = { timestamp, nonce: headers.nonce ?? '', signature: headers.signature ?? '' };
    const signedWith = encryptKeys.find((key) => isSignedWith(key, signature, rawBody));
    if (signedWith === undefined) return readUnsigned(settings, rawBody);
    if (!isFresh(timestamp, now)) return rejected('stale');
    const body = text();
    if (body === undefined) return rejected('not_json');
    if (typeof body.encrypt !== 'string') return rejected('plaintext');
    const opened = open([signedWith], body.encrypt);
    return opened === undefined ? rejected('decryption') : readPush(settings, opened, now);
  };
}

/** Only the check of the address comes unsigned (接收事件), and proves itself by its token. */
function readUnsigned(settings: EventSettings, rawBody: Buffer): EventVerdict {
  if (rawBody.length > longestChallenge) return rejected('signature');
  const body = parseEventJson(rawBody.toString('utf8'));
  if (body === undefined) return rejected('not_json');
  if (typeof body.encrypt !== 'string') return rejected('plaintext');
  const opened = open(settings.encryptKeys, body.encrypt);
  const verdict = opened === undefined ? undefined : answerChallenge(settings, opened);
  return verdict ?? rejected('signature');
}

function rejected(reason: string) {
  return { verdict: 'rejected', reason } as const;
}

/** What came over the long connection, which is proof enough of who sent it: unsigned, unencrypted, without a token. */
export function readSocketEvent(appId: string, body: unknown, now: number): JudgedEvent {
  const event = normalise(body);
  return event === undefined ? { verdict: 'rejected', reason: 'shape' } : verdictOn(appId, event, now);
}

function readPush(settings: EventSettings, body: Record<string, unknown>, now: number): EventVerdict {
  const asked = answerChallenge(settings, body);
  if (asked !== undefined) return asked;
  const event = normalise(body);
  if (event === undefined) return { verdict: 'rejected', reason: 'shape' };
  if (!tokenMatches(settings, event.token)) return { verdict: 'rejected', reason: 'token' };
  return verdictOn(settings.appId, event, now);
}

function verdictOn(appId: string, event: Normalised, now: number): JudgedEvent {
  if (event.appId !== undefined && event.appId !== appId) return { verdict: 'ignored', reason: 'other_app' };
  const person = toPersonEvent(appId, event, now);
  const told = person ?? toOrganisationEvent(appId, event);
  return told === undefined ? { verdict: 'ignored', reason: 'type' } : { verdict: 'accepted', event: told };
}

function answerChallenge(settings: EventSettings, body: Record<string, unknown>): EventVerdict | undefined {
  const parsed = challenge.safeParse(body);
  if (!parsed.success) return undefined;
  if (!tokenMatches(settings, parsed.data.token)) return { verdict: 'rejected', reason: 'token' };
  return { verdict: 'challenge', challenge: parsed.data.challenge };
}

/** With an Encrypt Key alone the signature is the proof; a configured token must match in any case. */
function tokenMatches({ verificationToken, encryptKeys }: EventSettings, token: string | undefined): boolean {
  if (verificationToken === undefined) return encryptKeys.length > 0;
  return token !== undefined && sameSecret(token, verificationToken);
}

interface Normalised extends EventFacts {
  readonly appId: string | undefined;
  readonly token: string | undefined;
}

function normalise(body: unknown): Normalised | undefined {
  const current = envelope.safeParse(body);
  if (current.success) {
    const { header, event } = current.data;
    const { event_id: id, event_type: type, app_id: appId, tenant_key: tenantKey, token } = header;
    return { id: idOf(id, body), type, appId, tenantKey, token, createdAt: toMilliseconds(header.create_time), event };
  }
  const old = oldEnvelope.safeParse(body);
  if (!old.success) return undefined;
  const { uuid, token, ts, event } = old.data;
  const { type, app_id: appId, tenant_key: tenantKey } = event;
  return { id: idOf(uuid, body), type, appId, tenantKey, token, createdAt: toMilliseconds(ts), event };
}

/** An id that a database cannot keep, or none at all, still tells one event from another: by what it says. */
function idOf(id: string | undefined, body: unknown): string {
  return knownId.parse(id) ?? createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

/** Seconds, milliseconds or microseconds: the documentation's samples show all three, as text. */
function toMilliseconds(value: string | undefined): number | undefined {
  const number = Number(value);
  if (value === undefined || !Number.isFinite(number) || number <= 0) return undefined;
  const digits = Math.trunc(number).toString().length;
  return Math.floor(digits <= 10 ? number * 1000 : digits <= 13 ? number : number / 1000);
}

function open(keys: readonly string[], encrypted: string): Record<string, unknown> | undefined {
  for (const key of keys) {
    const plain = decryptEvent(key, encrypted);
    const body = plain === undefined ? undefined : parseEventJson(plain);
    if (body !== undefined) return body;
  }
  return undefined;
}

function isFresh(timestamp: string, now: number): boolean {
  const sentAt = toMilliseconds(timestamp) ?? 0;
  return sentAt > now - oldest && sentAt < now + newest;
}
