import { type AuthClient, createAuthClient } from './client.ts';
import type { Send } from './ports.ts';

/** The few names of a browser used here; the rest of this package knows none, so that mini programs can take it. */
declare class AbortController {
  readonly signal: object;
  abort(): void;
}
declare function setTimeout(run: () => void, ms: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function fetch(
  address: string,
  init: object,
): Promise<{
  readonly status: number;
  readonly headers: { forEach(each: (value: string, name: string) => void): void };
  text(): Promise<string>;
}>;

/** Longer than the server allows itself for a sign-in, so that its own answer comes first. */
const answerWithinMs = 15_000;

/**
 * The client of a page on the host of the sign-in server. The session travels in a cookie that scripts cannot read;
 * nothing but same-origin requests carries it.
 */
export function createBrowserClient(): AuthClient {
  return createAuthClient({ send });
}

const send: Send = async ({ method, path, headers, body }) => {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), answerWithinMs);
  try {
    const reply = await fetch(path, {
      method,
      headers: { accept: 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: giveUp.signal,
    });
    const text = await reply.text();
    const named: Record<string, string> = {};
    reply.headers.forEach((value, name) => {
      named[name] = value;
    });
    return { status: reply.status, headers: named, body: parsed(text) };
  } finally {
    clearTimeout(timer);
  }
};

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
