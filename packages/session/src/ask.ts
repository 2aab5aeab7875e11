import type { Credential } from './credential.ts';
import { SignInError } from './sign-in-error.ts';

export type { RequestHeaders } from './credential.ts';

export interface User {
  /** The sign-in server's own id: the key for your tables. */
  readonly id: string;
  readonly name: string;
  /** As Feishu has it; nobody has verified it. */
  readonly email: string | null;
  readonly open_id: string;
  readonly union_id: string | null;
  readonly tenant_key: string | null;
}

/** What the organisation says of somebody, where the sign-in server keeps it (its PERSON_FACTS). */
export interface Organisation {
  /** Ids of the departments they are in, and of those above. */
  readonly departments: readonly string[];
  /** Ids of their user groups. */
  readonly groups: readonly string[];
  /** False where they are in more than an answer has room for: `GET /api/v1/me` has them all. */
  readonly complete: boolean;
}

export interface SignedIn {
  readonly user: User;
  readonly organisation: Organisation;
  readonly session_id: string;
}

export interface AskOptions {
  /** The sign-in server as this back end reaches it: an address inside your network will do. */
  readonly serverUrl: string | URL;
  /** Milliseconds to wait for its answer; 2000 if nothing is said. */
  readonly timeoutMs?: number;
  /** Another `fetch`, for a proxy or a test. */
  readonly fetch?: typeof fetch;
}

export type Ask = (credential: Credential) => Promise<SignedIn | undefined>;

/** Asks `GET /auth/verify`, which changes nothing and answers to any name the server is reached by. */
export function createAsk({ serverUrl, timeoutMs = 2000, fetch: send = fetch }: AskOptions): Ask {
  const address = new URL('auth/verify', folderUrl(serverUrl));
  if (!(timeoutMs > 0)) throw new TypeError(`createSession: timeoutMs is ${timeoutMs}; it must be more than 0`);
  return async (credential) => {
    const answer = await deliver(send, address, credential, timeoutMs);
    if (answer.status === 200) return signedInFrom(answer.headers);
    throwUnlessNobody(answer, await answer.text().catch(() => ''));
    return undefined;
  };
}

function folderUrl(serverUrl: string | URL): URL {
  const url = URL.canParse(String(serverUrl)) ? new URL(serverUrl) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new TypeError(`createSession: serverUrl is "${serverUrl}"; it must be like https://login.example.com`);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

async function deliver(
  send: typeof fetch,
  address: URL,
  { cookie, authorization }: Credential,
  timeoutMs: number,
): Promise<Response> {
  const headers = { accept: 'application/json', ...(cookie && { cookie }), ...(authorization && { authorization }) };
  try {
    // A redirect is no answer to the question, and must not carry the credential elsewhere.
    return await send(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new SignInError('unavailable', 'The sign-in server cannot be reached.', { cause });
  }
}

function signedInFrom(headers: Headers): SignedIn {
  const text = (name: string) => headers.get(`x-auth-${name}`) || null;
  const [id, open_id, session_id] = [text('user'), text('open-id'), text('session')];
  if (id === null || open_id === null || session_id === null)
    throw new SignInError('unavailable', 'What answers in place of the sign-in server says 200 and names nobody.');
  const user = {
    id,
    name: decoded(text('name')) ?? '',
    email: decoded(text('email')),
    open_id,
    union_id: text('union-id'),
    tenant_key: text('tenant'),
  };
  return { user, organisation: organisationFrom(text('departments'), text('groups')), session_id };
}

/** In place of what did not fit into a header. */
const andMore = '...';

function organisationFrom(departments: string | null, groups: string | null): Organisation {
  const lists = [departments, groups].map((list) => list?.split(',') ?? []);
  const [inDepartments = [], inGroups = []] = lists.map((ids) =>
    ids.filter((id) => id !== andMore).map((id) => decoded(id) ?? id),
  );
  return { departments: inDepartments, groups: inGroups, complete: !lists.flat().includes(andMore) };
}

/** Whatever a header could not carry comes as percent-encoded UTF-8. */
function decoded(text: string | null): string | null {
  try {
    return text === null ? null : decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Only a refusal in the server's own words means "nobody": the 401 of a proxy in between signs nobody out. */
function throwUnlessNobody({ status, headers }: Response, body: string): void {
  const code = codeIn(body);
  if (status === 401 && code === 'unauthorized') return;
  if (status === 400 && code === 'invalid_request')
    throw new SignInError('invalid_request', 'This request carries two different sign-ins.');
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
  const retryAfter = seconds > 0 ? seconds : 1;
  throw new SignInError('unavailable', `The sign-in server answered ${status} and did not say who this is.`, {
    retryAfter,
  });
}

function codeIn(body: string): unknown {
  try {
    return JSON.parse(body).error.code;
  } catch {
    return undefined;
  }
}
