import type { Ask, Bridge, CallName, Reply } from './bridge.ts';
import { ApiFailure } from './failure.ts';

/** Reaches the platform over HTTP: `POST <emulator>/_emulator/client/<name>`. */
export function createHttpBridge(emulatorUrl: string, send: typeof fetch = fetch): Bridge {
  const base = emulatorUrl.replace(/\/+$/, '');
  return {
    async call<Name extends CallName>(name: Name, ask: Ask<Name>): Promise<Reply<Name>> {
      const answer = await post(`${base}/_emulator/client/${name}`, ask, send);
      return readReply(name, answer);
    },
  };
}

async function post(url: string, body: unknown, send: typeof fetch): Promise<unknown> {
  try {
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch (cause) {
    throw new ApiFailure(305, { text: `Network failure: ${String(cause)}` });
  }
}

/** What each reply must at least hold to be believed. */
const required: { [Name in CallName]: readonly string[] } = {
  'request-access': ['code', 'consent'],
  login: ['code'],
  'request-auth-code': ['code'],
  config: ['session_key'],
  'user-info': ['userInfo'],
};

function readReply<Name extends CallName>(name: Name, answer: unknown): Reply<Name> {
  const told = answer !== null && typeof answer === 'object' ? answer : {};
  if ([...required[name], 'refused'].some((field) => Object.hasOwn(told, field))) return told as Reply<Name>;
  throw new ApiFailure(305, { text: `Network failure: the emulator answered ${JSON.stringify(answer)}` });
}
