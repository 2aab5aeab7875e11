/** The value of one cookie of a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return decodeURIComponent(value.join('=').trim());
  }
  return undefined;
}

/** A session cookie of the emulator's own origin. An empty value forgets it. */
export function writeCookie(name: string, value: string): string {
  const forget = value === '' ? '; Max-Age=0' : '';
  return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax${forget}`;
}
