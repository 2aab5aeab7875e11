import { eventHeaders } from '@feishu-login/feishu-types';
import type { Clock } from '../state/clock.ts';
import type { App } from '../state/records.ts';
import { randomDigits } from '../state/secrets.ts';
import type { Switches } from '../state/setting-specs.ts';
import { encryptEvent, signEvent } from './encryption.ts';
import type { Forgery } from './forgery.ts';

/** A push as it goes over the wire. */
export interface Letter {
  headers: Record<string, string>;
  body: string;
}

const contentType = { 'content-type': 'application/json;charset=utf-8', 'user-agent': 'Feishu-Emulator-Event' };

/** Encrypts and signs when the app has an Encrypt Key; otherwise plain, with the Verification Token inside only. */
export function writeLetter(app: App, event: object, clock: Clock, settings: Switches): Letter {
  const plain = JSON.stringify(event);
  if (app.encrypt_key === null) return { headers: { ...contentType }, body: plain };
  const body = JSON.stringify({ encrypt: encryptEvent(app.encrypt_key, plain) });
  return { headers: { ...contentType, ...signature(app.encrypt_key, body, stamp(clock.now(), settings)) }, body };
}

/** A push that a careful receiver refuses. */
export function writeForgedLetter(app: App, event: object, forgery: Forgery, clock: Clock, settings: Switches): Letter {
  const key = app.encrypt_key;
  if (forgery === 'token' || key === null) return writeLetter(app, event, clock, settings);
  const plain = JSON.stringify(event);
  const encrypted = { encrypt: encryptEvent(key, plain) };
  const body = JSON.stringify(encrypted);
  const now = clock.now();
  const sealed = (text: string, at = now, nonce?: string): Letter => ({
    headers: { ...contentType, ...signature(key, text, stamp(at, settings), nonce) },
    body: text,
  });
  switch (forgery) {
    case 'plaintext':
      return { headers: { ...contentType }, body: plain };
    case 'unsigned':
      return { headers: { ...contentType }, body };
    case 'signature': {
      const letter = sealed(body);
      return { ...letter, headers: { ...letter.headers, [eventHeaders.signature]: '0'.repeat(64) } };
    }
    case 'body': {
      const letter = sealed(body);
      return { ...letter, body: `${letter.body} ` };
    }
    case 'stale':
      return sealed(body, now - 9 * 3600 * 1000);
    case 'future':
      return sealed(body, now + 3600 * 1000);
    case 'boundary':
      return shiftBoundary(sealed(body, now, `7${randomDigits(9)}`));
    case 'siblings':
      return sealed(JSON.stringify({ ...encrypted, ...event }));
    default:
      return sealed(body);
  }
}

function stamp(moment: number, settings: Switches): string {
  return String(settings.values.event_timestamp_unit === 'seconds' ? Math.floor(moment / 1000) : moment);
}

function signature(key: string, body: string, timestamp: string, nonce = randomDigits(10)): Record<string, string> {
  return {
    [eventHeaders.timestamp]: timestamp,
    [eventHeaders.nonce]: nonce,
    [eventHeaders.signature]: signEvent(timestamp, nonce, key, body),
  };
}

/** The signed text has no separators: a digit moved from the nonce to the timestamp leaves the signature as it was. */
function shiftBoundary(letter: Letter): Letter {
  const timestamp = letter.headers[eventHeaders.timestamp] ?? '';
  const nonce = letter.headers[eventHeaders.nonce] ?? '';
  return {
    ...letter,
    headers: {
      ...letter.headers,
      [eventHeaders.timestamp]: timestamp + nonce.slice(0, 1),
      [eventHeaders.nonce]: nonce.slice(1),
    },
  };
}
