import { z } from 'zod';
import type { EndpointSpec, Part } from './endpoint-spec.ts';
import { type AuthErrorCode, authErrors, clientErrors } from './errors.ts';

/** Longest code Feishu documents is 64 characters; samples in its guides are longer, so 2048 leaves room and bounds the rest. */
const maxCodeLength = 2048;
/** One of our own tokens is 54 characters; anything much longer is not ours. */
const maxTokenLength = 128;
/** Of a place in the line of those who wait for Feishu, as it came with `overloaded`. */
const ticket = z.string().min(1).max(maxTokenLength).optional();

const noControlCharacters = /^[^\p{Cc}\p{Cs}]+$/u;
const oneTimeCode = z.string().min(1).max(maxCodeLength).regex(noControlCharacters);
const deviceText = z.string().max(200).optional();
const instant = z.iso.datetime();
/** The platform takes at most fifty scopes at a time (获取授权码). */
const scopeList = z.array(z.string().min(1).max(128)).max(50);

export const user = z.object({
  id: z.string(),
  name: z.string(),
  en_name: z.string().nullable(),
  avatar_url: z.string().nullable(),
  email: z.string().nullable(),
  open_id: z.string(),
  union_id: z.string().nullable(),
  tenant_key: z.string().nullable(),
});

/** What their organisation says of somebody, as far as this server keeps it. */
export const organisation = z.object({
  /** Those they are in and, with `direct` false, those above. */
  departments: z
    .array(
      z.object({ id: z.string(), own_id: z.string().nullable(), name: z.string().nullable(), direct: z.boolean() }),
    )
    .nullable(),
  /** Ids of user groups. */
  groups: z.array(z.string()).nullable(),
  job_title: z.string().nullable(),
  employee_number: z.string().nullable(),
  /** When it was so. */
  checked_at: instant,
});

export const sessionKind = z.enum(['gadget', 'h5', 'browser']);

export const session = z.object({
  id: z.string(),
  kind: sessionKind,
  device: z.string().nullable(),
  created_at: instant,
  last_seen_at: instant,
  expires_at: instant,
  current: z.boolean(),
});

/** An app that somebody lets know who they are. */
export const app = z.object({ id: z.string(), name: z.string(), scopes: z.array(z.string()), allowed_at: instant });

export const tokens = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().positive(),
  refresh_token: z.string(),
  refresh_expires_in: z.int().positive(),
  session_id: z.string(),
  user,
});

/** `none`: nothing is kept, `reauth_required`: it was, and is over. */
export const grant = z.object({
  scopes: z.array(z.string()),
  expires_at: instant.nullable(),
  status: z.enum(['active', 'reauth_required', 'none']),
});

export const task = z.object({
  id: z.string(),
  summary: z.string(),
  url: z.string().nullable(),
  due_at: instant.nullable(),
  completed: z.boolean(),
});

/** Which client API handed out a gadget's code: the platform exchanges the two at different endpoints. */
export const gadgetCodeVia = z.enum(['requestAccess', 'login']);
export const pageCodeVia = z.enum(['requestAccess', 'requestAuthCode']);

/** What the gadget says about its device, for the list of devices. Never trusted, never needed. */
export const deviceDescription = z.strictObject({
  platform: deviceText,
  model: deviceText,
  client_version: deviceText,
});

/** No body at all: the answer is 204. */
export const nothing = z.undefined();

/** Whatever a sign-in can fail with, on the server or before it was asked. */
const failureCode = z.enum([...(Object.keys(authErrors) as AuthErrorCode[]), ...clientErrors]);

/** Below each step, where to click or what to enter. */
const told = z.object({
  title: z.string(),
  what: z.string(),
  steps: z.array(z.object({ text: z.string(), lines: z.array(z.string()).readonly().optional() })).readonly(),
});

/** The platform may be asked. */
const asksFeishu = ['upstream_unavailable', 'overloaded'] as const satisfies AuthErrorCode[];
/** A one-time code is exchanged for the person it stands for. */
const exchangesCode = [
  'code_invalid',
  'code_in_progress',
  'code_retry',
  'user_not_allowed',
  'db_unavailable',
  ...asksFeishu,
] as const satisfies AuthErrorCode[];

/** For endpoints that a page may ask while it only watches. */
export const passiveQuery = z.strictObject({ passive: z.literal('true').optional() });

/**
 * The JSON API, whole. The server's routes, the OpenAPI document and the clients' types follow from this table.
 * Bodies are strict: an unknown field is refused, so that nothing can be smuggled in beside the documented ones.
 */
export const api = {
  'POST /api/v1/auth/gadget': {
    summary: 'A mini program exchanges its one-time code for a session.',
    access: 'public',
    limited: true,
    errors: exchangesCode,
    body: z.strictObject({ code: oneTimeCode, via: gadgetCodeVia, device: deviceDescription.optional(), ticket }),
    reply: tokens,
  },
  'POST /api/v1/auth/refresh': {
    summary: 'A refresh token becomes the next pair of tokens of its session.',
    access: 'public',
    limited: true,
    errors: ['unauthorized', 'db_unavailable'],
    body: z.strictObject({ refresh_token: z.string().min(1).max(maxTokenLength) }),
    reply: tokens,
  },
  'POST /api/v1/auth/h5/start': {
    summary: 'A page inside the Feishu client begins a sign-in and gets what `tt.requestAccess` needs.',
    access: 'public',
    limited: true,
    errors: ['db_unavailable', 'overloaded'],
    body: z.strictObject({ return_to: z.string().max(4096).optional(), scopes: scopeList.optional() }),
    reply: z.object({ state: z.string(), app_id: z.string(), scopes: z.array(z.string()) }),
  },
  'POST /api/v1/auth/h5': {
    summary: 'A page inside the Feishu client finishes its sign-in; the session travels in a cookie.',
    access: 'public',
    limited: true,
    errors: ['state_invalid', ...exchangesCode],
    body: z.strictObject({ code: oneTimeCode, state: z.string().min(1).max(maxTokenLength), via: pageCodeVia }),
    reply: z.object({ user, return_to: z.string() }),
  },
  'POST /api/v1/auth/qr/start': {
    summary: 'Our own page begins a sign-in by QR code and gets the address Feishu’s QR SDK needs as `goto`.',
    access: 'public',
    limited: true,
    errors: ['db_unavailable'],
    body: z.strictObject({ return_to: z.string().max(4096).optional() }),
    reply: z.object({ goto: z.string() }),
  },
  'POST /api/v1/auth/handoff': {
    summary: 'A mini program gets an address that opens a page signed in as its person: once, within sixty seconds.',
    access: 'session',
    errors: [],
    body: z.strictObject({ return_to: z.string().min(1).max(2048) }),
    reply: z.object({ url: z.string(), expires_in: z.int().positive() }),
  },
  'GET /api/v1/me': {
    summary: 'Who is signed in, and this session. With `passive` it does not count as use of the session.',
    access: 'session',
    passive: true,
    errors: [],
    query: passiveQuery,
    reply: z.object({
      user,
      session,
      /** What a system before this one called them, where it was imported. */
      former_id: z.string().nullable(),
      organisation: organisation.nullable(),
    }),
  },
  'POST /api/v1/auth/logout': {
    summary: 'Ends this session.',
    access: 'session',
    errors: [],
    reply: nothing,
  },
  'POST /api/v1/auth/logout/everywhere': {
    summary: 'Ends every session of this person here, this one included.',
    access: 'session',
    errors: [],
    reply: nothing,
  },
  'POST /api/v1/auth/logout/feishu': {
    summary: 'Ends this person’s sign-ins to Feishu itself, on all their terminals, and every session here.',
    access: 'session',
    errors: ['not_found', ...asksFeishu],
    reply: nothing,
  },
  'GET /api/v1/sessions': {
    summary:
      'The devices this person is signed in on, the apps they let know who they are, and whether signing out of Feishu itself is offered.',
    access: 'session',
    errors: [],
    reply: z.object({ sessions: z.array(session), apps: z.array(app), feishu_sign_out: z.boolean() }),
  },
  'DELETE /api/v1/sessions/:id': {
    summary: 'Ends one session of this person.',
    access: 'session',
    errors: ['not_found'],
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    reply: nothing,
  },
  'DELETE /api/v1/sessions': {
    summary: 'Ends every other session of this person.',
    access: 'session',
    errors: [],
    query: z.strictObject({ others: z.literal('true') }),
    reply: nothing,
  },
  'DELETE /api/v1/apps/:id': {
    summary: 'Takes back that an app may know who this person is: what it was given ends, on every device.',
    access: 'session',
    errors: ['not_found'],
    params: z.strictObject({ id: z.string().min(1).max(128) }),
    reply: nothing,
  },
  'GET /api/v1/feishu/grant': {
    summary: 'What this person allowed the app to do in Feishu in their name.',
    access: 'session',
    errors: [],
    reply: grant,
  },
  'DELETE /api/v1/feishu/grant': {
    summary: 'Forgets this person’s Feishu authorization.',
    access: 'session',
    errors: [],
    reply: nothing,
  },
  'GET /api/v1/feishu/tasks': {
    summary: 'This person’s Feishu tasks: a sample of a call in their name.',
    access: 'session',
    errors: ['reauth_required', 'user_not_allowed', ...asksFeishu],
    reply: z.object({ tasks: z.array(task) }),
  },
  'GET /api/v1/explanations': {
    summary: 'What a failure means, whom it takes and what to do, in the words of our own pages.',
    access: 'public',
    limited: false,
    errors: [],
    query: z.strictObject({
      code: failureCode,
      platform_code: z
        .string()
        .regex(/^\d{1,10}$/)
        .optional(),
    }),
    reply: z.object({
      need: z.enum(['you', 'administrator', 'developer', 'time']),
      told: z.object({ 'zh-CN': told, en: told }),
    }),
  },
  'GET /api/v1/feishu/jsapi-config': {
    summary: 'The signature with which a page of ours may use the Feishu client’s JSAPIs.',
    access: 'public',
    limited: false,
    errors: ['forbidden_origin', ...asksFeishu],
    query: z.strictObject({ url: z.string().min(1).max(4096) }),
    reply: z.object({ app_id: z.string(), timestamp: z.int(), nonce_str: z.string(), signature: z.string() }),
  },
} as const satisfies Record<`${'GET' | 'POST' | 'DELETE'} /${string}`, EndpointSpec>;

export type Endpoint = keyof typeof api;
type Api = typeof api;
export type Body<E extends Endpoint> = Part<Api[E], 'body'>;
export type Query<E extends Endpoint> = Part<Api[E], 'query'>;
export type Params<E extends Endpoint> = Part<Api[E], 'params'>;
export type Reply<E extends Endpoint> = Part<Api[E], 'reply'>;

export type User = z.infer<typeof user>;
export type Organisation = z.infer<typeof organisation>;
export type Session = z.infer<typeof session>;
export type App = z.infer<typeof app>;
export type SessionKind = z.infer<typeof sessionKind>;
export type Tokens = z.infer<typeof tokens>;
export type GadgetCodeVia = z.infer<typeof gadgetCodeVia>;
export type PageCodeVia = z.infer<typeof pageCodeVia>;
export type Grant = z.infer<typeof grant>;
export type Task = z.infer<typeof task>;
export type DeviceDescription = z.infer<typeof deviceDescription>;
