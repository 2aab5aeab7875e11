import type { Exchange } from './proxy.ts';
import type { Traffic } from './world.ts';

/** Something that nobody may read where it does not belong. */
export interface Secret {
  readonly name: string;
  readonly value: string;
  /** The places where it has to be; everywhere else it is a leak. */
  readonly belongs?: RegExp;
}

/** Fields of the platform's questions and answers that hold secrets, and what they are. */
const platformFields: Record<string, string> = {
  access_token: 'a user token of the platform',
  refresh_token: 'a refresh token of the platform',
  // Of a revocation.
  token: 'a refresh token of the platform',
  app_access_token: 'a token of the app',
  tenant_access_token: 'a token of the app',
  ticket: 'a JSAPI ticket',
  session_key: 'a session key',
  code: 'a one-time code',
  code_verifier: 'a PKCE verifier',
};

const ownFields: Record<string, string> = {
  access_token: 'an access token of ours',
  refresh_token: 'a refresh token of ours',
};

const tokensBelong = /^body of POST \/api\/v1\/auth\/(gadget|refresh)$/;
const stateBelongs =
  /^((location|body) of GET \/auth\/login|body of POST \/api\/v1\/auth\/(h5|qr)\/start|address of GET \/auth\/callback)$/;

/** Every secret that was made or used in a run, as it went over the wire. */
export function mintedIn({ withServer, withPlatform }: Traffic): Secret[] {
  const found: Secret[] = [];
  for (const { asked, answered } of withPlatform) {
    for (const { body } of [asked, answered]) {
      for (const [field, value] of textFields(body)) {
        const name = platformFields[field];
        if (name !== undefined) found.push({ name, value, ...(field === 'code' && codeBelongs) });
      }
    }
  }
  for (const exchange of withServer) found.push(...ofServer(exchange));
  const once = new Map(found.map((secret) => [secret.value, secret]));
  return [...once.values()];
}

const codeBelongs = { belongs: /^address of GET \/auth\/callback$/ };

function* ofServer({ method, url, answered }: Exchange): Iterable<Secret> {
  for (const line of answered.headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value.startsWith('fls_')) yield { name: 'a session cookie', value, belongs: /^cookies of / };
    else if (value.startsWith('flt_'))
      yield { name: 'the cookie of a sign-in under way', value, belongs: /^cookies of / };
    else if (value.length > 1) throw new Error(`Nobody said whether the cookie ${name} is secret.`);
  }
  for (const [field, value] of textFields(answered.body)) {
    const name = ownFields[field];
    if (name !== undefined) yield { name, value, belongs: tokensBelong };
    if (field === 'state') yield { name: 'a state', value, belongs: stateBelongs };
    if (field === 'goto') yield* statesOf(value);
  }
  yield* statesOf(answered.headers.location);
  yield* codesOf(method, url);
}

function* statesOf(address: string | undefined): Iterable<Secret> {
  if (address === undefined || !URL.canParse(address)) return;
  const value = new URL(address).searchParams.get('state');
  if (value !== null) yield { name: 'a state', value, belongs: stateBelongs };
}

/** Codes that came back to us, also those we never sent on. */
function* codesOf(method: string, url: string): Iterable<Secret> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const value = searchParams.get('code');
  if (method === 'GET' && pathname === '/auth/callback' && value !== null)
    yield { name: 'a one-time code', value, ...codeBelongs };
}

/** The fields of a form, or of a JSON text however deep they are, that hold text. */
function* textFields(body: string): Iterable<[field: string, value: string]> {
  const found: [string, string][] = [];
  if (/^[\w.-]+=[^\s{"<]*$/.test(body)) {
    for (const [field, value] of new URLSearchParams(body)) if (value.length >= 12) yield [field, value];
    return;
  }
  try {
    JSON.parse(body, (field, value) => {
      if (typeof value === 'string' && value.length >= 12) found.push([field, value]);
    });
  } catch (error) {
    // Pages and what a fault made of an answer hold no fields.
    if (!(error instanceof SyntaxError)) throw error;
  }
  yield* found;
}
