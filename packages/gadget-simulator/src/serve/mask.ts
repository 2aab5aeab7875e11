/** What must not be seen in a log, by the name it goes under. */
const secret = /token|secret|password|authorization|cookie|ticket|signature|^code$|_code$|encrypted|^iv$/i;

const masked = '***';

/** The same with secrets taken out, however deep they are. */
export function mask(value: unknown, name = ''): unknown {
  if (value !== null && value !== undefined && secret.test(name) && typeof value !== 'object') return masked;
  if (Array.isArray(value)) return value.map((one) => mask(one, name));
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mask(one, key)]));
}

/** JSON inside a text, and the query of an address. */
function maskText(text: string): unknown {
  if (/^\s*[{[]/.test(text)) {
    try {
      return JSON.stringify(mask(JSON.parse(text)));
    } catch {
      return text;
    }
  }
  return maskAddress(text);
}

export function maskAddress(text: string): string {
  return text.replace(/([?&])([^=&#\s]+)=([^&#\s]*)/g, (whole, mark: string, name: string) =>
    secret.test(name) ? `${mark}${name}=${masked}` : whole,
  );
}
