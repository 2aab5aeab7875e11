import { createAuthClient, type Send } from '@feishu-login/client';

/** Longer than the server allows itself for a sign-in, so that its own answer comes first. */
const answerWithinMs = 15_000;

/** The session travels in a cookie that scripts cannot read; nothing but same-origin requests carries it. */
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
    return { status: reply.status, headers: Object.fromEntries(reply.headers), body: parsed(text) };
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

export const { call, signOut: endSession } = createAuthClient({ send });
