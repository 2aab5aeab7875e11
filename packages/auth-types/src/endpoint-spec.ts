import type { z } from 'zod';
import type { AuthErrorCode } from './errors.ts';

interface Described {
  /** What it is for, in one line: the summary in the OpenAPI document. */
  summary: string;
  /** How it refuses, besides the ways that follow from the rest of its entry. `refusalsOf` has them all. */
  errors: readonly AuthErrorCode[];
  query?: z.ZodObject;
  params?: z.ZodObject;
  body?: z.ZodObject;
  reply: z.ZodType;
}

/** No session needed, and a session sent along is not looked at. */
interface Public {
  access: 'public';
  /** Whether it counts against the sign-ins of an address: it costs the platform's quota, or could be guessed at. */
  limited: boolean;
}

interface WithSession {
  access: 'session';
  /** Asked with `?passive=true` it does not count as use of the session. */
  passive?: boolean;
}

interface ForAdmins {
  access: 'admin';
  /** Whether it wants a sign-in at Feishu of a few minutes ago: whatever ends, shuts out or takes away. */
  stepUp: boolean;
}

export type EndpointSpec = Described & (Public | WithSession | ForAdmins);

/** What an endpoint takes or gives in one part of it; `undefined` where it has no such part. */
export type Part<Spec, P extends string> = Spec extends Record<P, z.ZodType> ? z.infer<Spec[P]> : undefined;

const everywhere: readonly AuthErrorCode[] = [
  'invalid_request',
  'payload_too_large',
  'unsupported_media_type',
  'misdirected_host',
  'internal',
  'overloaded',
  'shutting_down',
];

/** Every code an endpoint may refuse with. */
export function refusalsOf(endpoint: string, spec: EndpointSpec): AuthErrorCode[] {
  const changesSomething: AuthErrorCode[] = endpoint.startsWith('GET ') ? [] : ['forbidden_origin'];
  const needsSession: AuthErrorCode[] = spec.access === 'session' ? ['unauthorized', 'db_unavailable'] : [];
  const needsAdmin: AuthErrorCode[] =
    spec.access === 'admin' ? ['not_found', 'db_unavailable', 'upstream_unavailable', 'overloaded'] : [];
  const needsStepUp: AuthErrorCode[] = spec.access === 'admin' && spec.stepUp ? ['reauth_required'] : [];
  const isLimited: AuthErrorCode[] = spec.access === 'public' && spec.limited ? ['rate_limited'] : [];
  const access = [...needsSession, ...needsAdmin, ...needsStepUp, ...isLimited];
  return [...new Set([...spec.errors, ...access, ...changesSomething, ...everywhere])];
}
