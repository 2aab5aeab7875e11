import type { Secret } from './minted.ts';
import type { Exchange } from './proxy.ts';

/** A text in which secrets are looked for. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** Says which secrets are where they do not belong, plainly or encoded, whole or for a third of their length. */
export function sweep(secrets: readonly Secret[], places: readonly Place[]): string[] {
  const looks = byHead(secrets);
  const found = new Set<string>();
  // Most answers are the same page or script again.
  const once = new Map(places.map((place) => [`${place.name}\n${place.text}`, place]));
  for (const { name: place, text } of once.values()) {
    for (let at = 0; at + headLength <= text.length; at += 1) {
      for (const { form, secret } of looks.get(text.slice(at, at + headLength)) ?? []) {
        if (!secret.belongs?.test(place) && text.startsWith(form, at)) found.add(`${place} holds ${secret.name}`);
      }
    }
  }
  return [...found];
}

/** Thousands of texts are looked for in megabytes: this many characters tell which of them it may be. */
const headLength = 8;

function byHead(secrets: readonly Secret[]): Map<string, { form: string; secret: Secret }[]> {
  const looks = new Map<string, { form: string; secret: Secret }[]>();
  for (const secret of secrets) {
    for (const form of formsOf(secret.value)) {
      const head = form.slice(0, headLength);
      looks.set(head, [...(looks.get(head) ?? []), { form, secret }]);
    }
  }
  return looks;
}

/** A third of a long random text is as good as all of it; shorter ones are looked for whole. */
function formsOf(value: string): string[] {
  const part = value.length < 36 ? value : value.slice(0, Math.ceil(value.length / 3));
  const bytes = Buffer.from(part);
  // The last characters of base64 depend on what follows.
  const base64 = [bytes.toString('base64url'), bytes.toString('base64')].map((text) => text.replace(/.{3}=*$/, ''));
  return [...new Set([part, encodeURIComponent(part), bytes.toString('hex'), ...base64])];
}

/** What an exchange with the server shows to whom: its address, where one came from, and each part of the answer. */
export function placesOf({ method, url, asked, answered }: Exchange): Place[] {
  const { pathname } = new URL(url, 'http://localhost');
  const { 'set-cookie': cookies = [], location = '', ...headers } = answered.headers;
  const parts = {
    address: url,
    referrer: asked.headers.referer ?? '',
    cookies: cookies.join('\n'),
    location,
    headers: JSON.stringify(headers),
    body: answered.body,
  };
  return Object.entries(parts).map(([part, text]) => ({ name: `${part} of ${method} ${pathname}`, text }));
}
