/** JSON to and from the emulator's own addresses; what the control API refuses is thrown with its message. */
export async function callJson<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const told = text === '' ? {} : JSON.parse(text);
  if (!answer.ok) throw new Error(told?.error?.message ?? `${answer.status} ${answer.statusText}`);
  return told;
}
