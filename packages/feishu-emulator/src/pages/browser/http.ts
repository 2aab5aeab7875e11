/** JSON to and from the emulator's own addresses. Problems are told by the answer, whatever its status. */
export async function callJson(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const told: unknown = text === '' ? {} : JSON.parse(text);
  return typeof told === 'object' && told !== null ? { ...told } : {};
}

export function postJson(path: string, body: unknown): Promise<Record<string, unknown>> {
  return callJson('POST', path, body);
}
