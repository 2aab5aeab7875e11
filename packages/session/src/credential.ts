/** What both kinds of request have: Node's object of headers, or the `Headers` of Fetch. */
export type RequestHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The sign-in server's cookie, under https and, for development, on plain-http localhost. */
const ourCookie = /^(?:__Host-)?fls\s*=/;
/** Its access tokens begin so: another system's are nobody's business there. */
const ourBearer = /^bearer fla_[\w-]+$/i;

export type Credential = Readonly<Record<'cookie' | 'authorization', string | undefined>>;

/** The part of a request that says who sent it; `undefined` where there is none. Nothing else is ever sent on. */
export function credentialOf(headers: RequestHeaders): Credential | undefined {
  const cookies = textOf(headers, 'cookie')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => ourCookie.test(pair));
  const bearer = textOf(headers, 'authorization').trim();
  const cookie = cookies.length === 0 ? undefined : cookies.join('; ');
  const authorization = ourBearer.test(bearer) ? bearer : undefined;
  return cookie === undefined && authorization === undefined ? undefined : { cookie, authorization };
}

function textOf(headers: RequestHeaders, name: string): string {
  // A type guard of one's own: `Headers` of another realm, such as a polyfill's, is no instance of this one's.
  const value = typeof headers.get === 'function' ? headers.get(name) : Reflect.get(headers, name);
  if (Array.isArray(value)) return value.join('; ');
  return typeof value === 'string' ? value : '';
}
