import { z } from 'zod';
import { session } from './api.ts';
import type { EndpointSpec, Part } from './endpoint-spec.ts';

const instant = z.iso.datetime();
const id = z.strictObject({ id: z.string().min(1).max(128) });
const ended = z.object({ sessions_ended: z.int() });
const text = z.object({ zh: z.string(), en: z.string() });

/** Who asks, and until when they may end, block and take away without signing in at Feishu once more. */
export const administrator = z.object({
  id: z.string(),
  name: z.string(),
  stepped_up_until: instant.nullable(),
});

export const listedPerson = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  open_id: z.string().nullable(),
  signed_in_at: instant.nullable(),
  live_sessions: z.int(),
  blocked_at: instant.nullable(),
});

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  event: z.string(),
  reason: z.string().nullable(),
  request_id: z.string().nullable(),
  user_id: z.string().nullable(),
  session_id: z.string().nullable(),
  /** Equal for equal addresses, and telling nothing else of them. */
  address_hash: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const person = z.object({
  id: z.string(),
  name: z.string().nullable(),
  en_name: z.string().nullable(),
  /** Imported by their organisation, never verified by them. */
  email: z.string().nullable(),
  created_at: instant,
  blocked_at: instant.nullable(),
  identities: z.array(
    z.object({
      app_id: z.string(),
      open_id: z.string(),
      union_id: z.string().nullable(),
      tenant_key: z.string().nullable(),
      signed_in_at: instant,
      grant: z
        .object({ status: z.enum(['active', 'reauth_required']), scopes: z.array(z.string()), expires_at: instant })
        .nullable(),
    }),
  ),
  sessions: z.array(session),
  /** What happened lately, newest first. */
  history: z.array(auditEntry),
});

export const oidcClient = z.object({
  client_id: z.string(),
  name: z.string(),
  /** Has no secret: a page, a command line. */
  public: z.boolean(),
  first_party: z.boolean(),
  scopes: z.array(z.string()),
  redirect_uris: z.array(z.string()),
  /** Those of the file of OIDC_CLIENTS are changed there. */
  source: z.enum(['operator', 'file']),
  created_at: instant,
});

const finding = z.object({
  level: z.enum(['ok', 'note', 'warning', 'problem', 'unasked']),
  what: text,
  meaning: text.optional(),
  fix: text.optional(),
  /** To be copied letter by letter. */
  lines: z.array(z.string()).optional(),
  platform_code: z.int().optional(),
});

export const checkUp = z.object({
  checked_at: instant,
  checks: z.array(z.object({ id: z.string(), title: text, findings: z.array(finding) })),
});

export const health = z.object({
  /** Whether this instance may be sent requests. */
  ready: z.boolean(),
  live: z.object({ sessions: z.int(), people: z.int() }),
  /** What is not delivered yet, and for how many seconds the oldest has waited. */
  outbox: z.array(z.object({ kind: z.string(), waiting: z.int(), oldest_seconds: z.int() })),
  /** The last sixty minutes, oldest first, of all instances. */
  sign_ins: z.array(z.object({ at: instant, ok: z.int(), denied: z.int() })),
});

/**
 * What the people who run this may ask, in the style of `api` and apart from it: no client but their own page needs it.
 * To everybody else, and where nobody is named as an administrator, none of these addresses exists.
 */
export const adminApi = {
  'GET /api/v1/admin/me': {
    summary: 'Who asks, and until when they need not sign in once more.',
    access: 'admin',
    stepUp: false,
    errors: [],
    reply: administrator,
  },
  'GET /api/v1/admin/people': {
    summary: 'People whose name, e-mail address or id contains a text; who signed in last comes first.',
    access: 'admin',
    stepUp: false,
    errors: [],
    query: z.strictObject({ search: z.string().max(200).optional() }),
    reply: z.object({ people: z.array(listedPerson), more: z.boolean() }),
  },
  'GET /api/v1/admin/people/:id': {
    summary: 'What is known of one person. Looking is an entry in the audit.',
    access: 'admin',
    stepUp: false,
    errors: [],
    params: id,
    reply: person,
  },
  'DELETE /api/v1/admin/people/:id': {
    summary: 'Erases everything kept about a person, for good; the audit says only that it happened.',
    access: 'admin',
    stepUp: true,
    errors: [],
    params: id,
    reply: z.undefined(),
  },
  'DELETE /api/v1/admin/people/:id/sessions': {
    summary: 'Ends every session of a person; a sign-in of theirs that is under way fails.',
    access: 'admin',
    stepUp: true,
    errors: [],
    params: id,
    reply: ended,
  },
  'POST /api/v1/admin/people/:id/block': {
    summary: 'Shuts a person out: everything of theirs ends, and no sign-in succeeds until they are let in again.',
    access: 'admin',
    stepUp: true,
    errors: [],
    params: id,
    reply: ended,
  },
  'DELETE /api/v1/admin/people/:id/block': {
    summary: 'Lets a person in again.',
    access: 'admin',
    stepUp: true,
    errors: [],
    params: id,
    reply: z.undefined(),
  },
  'DELETE /api/v1/admin/sessions/:id': {
    summary: 'Ends one session.',
    access: 'admin',
    stepUp: true,
    errors: [],
    params: id,
    reply: z.undefined(),
  },
  'GET /api/v1/admin/audit': {
    summary: 'The last hundred entries of the audit that fit, newest first.',
    access: 'admin',
    stepUp: false,
    errors: [],
    query: z.strictObject({
      event: z.string().max(64).optional(),
      /** A user id, open id or union id. */
      person: z.string().max(128).optional(),
      request_id: z.string().max(64).optional(),
    }),
    reply: z.object({ entries: z.array(auditEntry) }),
  },
  'GET /api/v1/admin/clients': {
    summary: 'The apps that people sign in to through this server.',
    access: 'admin',
    stepUp: false,
    errors: [],
    reply: z.object({ clients: z.array(oidcClient) }),
  },
  'POST /api/v1/admin/clients/:id/secret': {
    summary: 'Gives an app a new secret, told this once; the one before ends at once.',
    access: 'admin',
    stepUp: true,
    errors: [],
    params: id,
    reply: z.object({ client_id: z.string(), client_secret: z.string() }),
  },
  'DELETE /api/v1/admin/clients/:id': {
    summary: 'Removes an app; all of its tokens end at once.',
    access: 'admin',
    stepUp: true,
    errors: [],
    params: id,
    reply: z.undefined(),
  },
  'GET /api/v1/admin/check-up': {
    summary: 'What `operator doctor` finds, at most half a minute old.',
    access: 'admin',
    stepUp: false,
    errors: [],
    reply: checkUp,
  },
  'GET /api/v1/admin/health': {
    summary: 'How this server is, and the sign-ins of the last hour.',
    access: 'admin',
    stepUp: false,
    errors: [],
    reply: health,
  },
} as const satisfies Record<
  `${'GET' | 'POST' | 'DELETE'} /api/v1/admin/${string}`,
  Extract<EndpointSpec, { access: 'admin' }>
>;

export type AdminEndpoint = keyof typeof adminApi;
type AdminApi = typeof adminApi;
export type AdminQuery<E extends AdminEndpoint> = Part<AdminApi[E], 'query'>;
export type AdminParams<E extends AdminEndpoint> = Part<AdminApi[E], 'params'>;
export type AdminReply<E extends AdminEndpoint> = Part<AdminApi[E], 'reply'>;

export type Administrator = z.infer<typeof administrator>;
export type ListedPerson = z.infer<typeof listedPerson>;
export type Person = z.infer<typeof person>;
export type AuditEntry = z.infer<typeof auditEntry>;
export type OidcClient = z.infer<typeof oidcClient>;
export type CheckUp = z.infer<typeof checkUp>;
export type Health = z.infer<typeof health>;
