import {
  applicationMeEndpoint,
  applicationScopesEndpoint,
  appTokenEndpoint,
  authorizeEndpoint,
  contactDepartmentsEndpoint,
  contactRangeEndpoint,
  contactUserEndpoint,
  eventConnectionEndpoint,
  jsapiTicketEndpoint,
  longConnectionEndpoint,
  tenantTokenEndpoint,
} from '@feishu-login/feishu-types';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { Answered, Probe, Question, Unanswered } from './probe.ts';

/** What the platform said to a call: what was asked for, a number, nothing at all, or nothing we understand. */
export type Said<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: number; readonly words: string }
  | { readonly kind: 'silent'; readonly unanswered: Unanswered; readonly url: URL }
  | { readonly kind: 'strange'; readonly status: number; readonly url: URL };

export type Host = 'open' | 'accounts' | 'passport';

/** The platform as the doctor sees it. Everything is asked at most once. */
export interface DoctorsPlatform {
  knock(host: Host): Promise<Answered | Unanswered>;
  appToken(): Promise<Said<string>>;
  tenantToken(): Promise<Said<string>>;
  scopes(tenantToken: string): Promise<Said<readonly AppScope[]>>;
  /** What the app is told about itself. */
  application(tenantToken: string): Promise<Said<AppFacts>>;
  /** What of the organisation the app sees (获取通讯录授权范围), as its first hundred entries tell. */
  contactRange(tenantToken: string): Promise<Said<ContactRange>>;
  /** Whether the app sees this department (批量获取部门信息). */
  seesDepartment(tenantToken: string, id: string): Promise<Said<boolean>>;
  /** Whether somebody is with the organisation (获取单个用户信息). @param id an open id or a union id */
  person(tenantToken: string, id: string): Promise<Said<'here' | 'gone'>>;
  /** How many long connections of this app are open. */
  connections(tenantToken: string): Promise<Said<number>>;
  jsapiTicket(tenantToken: string): Promise<Said<true>>;
  /** Whether the SDK's connection for events would be let in; none is opened. */
  longConnection(): Promise<Said<true>>;
  /** The sign-in page for this redirect address, as a browser that is not signed in would get it. */
  authorizePage(redirectUri: string): Promise<Answered | Unanswered>;
}

export interface AppScope {
  readonly name: string;
  readonly granted: boolean;
}

export interface ContactRange {
  readonly empty: boolean;
  /** Whether the groups are all there are. */
  readonly whole: boolean;
  readonly groups: readonly string[];
}

/** The console's settings; `undefined` is what the platform does not tell. */
export interface AppFacts {
  readonly enabled: boolean | undefined;
  readonly released: boolean | undefined;
  readonly redirectUrls: readonly string[] | undefined;
  readonly trustedDomains: readonly string[] | undefined;
  readonly mayRefresh: boolean | undefined;
  readonly events: AppEvents | undefined;
}

export interface AppEvents {
  readonly type: string | undefined;
  readonly requestUrl: string | undefined;
  readonly names: readonly string[];
}

const filled = z.string().min(1);
const appToken = z.object({ app_access_token: filled }).transform((answer) => answer.app_access_token);
const tenantToken = z.object({ tenant_access_token: filled }).transform((answer) => answer.tenant_access_token);
const ticket = z.object({ data: z.object({ ticket: filled }) }).transform(() => true as const);
const connectionAddress = z.object({ data: z.object({ URL: filled }) }).transform(() => true as const);
const appScopes = z
  .object({ data: z.object({ scopes: z.array(z.object({ scope_name: z.string(), grant_status: z.number() })) }) })
  .transform(({ data }) =>
    data.scopes.map(({ scope_name: name, grant_status: status }) => ({ name, granted: status === 1 })),
  );

const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);
/** 获取应用信息: fields that are missing, or of another shape, are not told. */
const application = z
  .object({
    data: z.object({
      app: z.object({
        app_id: z.string(),
        status: z.number().optional().catch(undefined),
        online_version_id: text,
        redirect_urls: texts,
        security: z.object({ redirect_urls: texts, h5_trusted_domains: texts }).optional().catch(undefined),
        allow_refresh_token: z.boolean().optional().catch(undefined),
        event: z
          .object({ subscription_type: text, request_url: text, subscribed_events: texts })
          .optional()
          .catch(undefined),
      }),
    }),
  })
  .transform(({ data: { app } }): AppFacts => {
    const { status, online_version_id: online, security, event } = app;
    return {
      enabled: status === undefined || status > 2 ? undefined : status === 1,
      released: online === undefined ? undefined : online !== '',
      redirectUrls: app.redirect_urls ?? security?.redirect_urls,
      trustedDomains: security?.h5_trusted_domains,
      mayRefresh: app.allow_refresh_token,
      events: event && {
        type: event.subscription_type,
        requestUrl: event.request_url,
        names: event.subscribed_events ?? [],
      },
    };
  });
const flag = z.boolean().catch(false);
const ids = z.array(z.string()).default([]);
const contactRange = z
  .object({
    data: z.object({ department_ids: ids, user_ids: ids, group_ids: ids, has_more: z.boolean().catch(false) }),
  })
  .transform(({ data: { department_ids, user_ids, group_ids, has_more } }): ContactRange => {
    const empty = department_ids.length + user_ids.length + group_ids.length === 0;
    return { empty, whole: !has_more, groups: group_ids };
  });
const departments = z
  .object({ data: z.object({ items: z.array(z.unknown()).default([]) }) })
  .transform(({ data }) => data.items.length > 0);
const person = z
  .object({
    data: z.object({
      user: z.object({
        status: z.object({ is_frozen: flag, is_resigned: flag, is_exited: flag }).optional().catch(undefined),
      }),
    }),
  })
  .transform(({ data: { user } }) => (Object.values(user.status ?? {}).includes(true) ? 'gone' : 'here'));
const connections = z
  .object({ data: z.object({ online_instance_cnt: z.number() }) })
  .transform(({ data }) => data.online_instance_cnt);

export function createDoctorsPlatform(probe: Probe, { feishu }: Config): DoctorsPlatform {
  const { appId, appSecret, openUrl, accountsUrl, passportUrl } = feishu;
  const hosts = { open: openUrl, accounts: accountsUrl, ...(passportUrl && { passport: passportUrl }) };
  const credentials = { app_id: appId, app_secret: appSecret };
  const ask = async <T>(question: Question, schema: z.ZodType<T>) =>
    readAnswer(question.url, await probe(question), schema);
  const post = (path: string, more: Partial<Question>): Question => ({
    method: 'POST',
    url: new URL(path, openUrl),
    json: {},
    ...more,
  });
  const get = (path: string, bearer: string): Question => ({ method: 'GET', url: new URL(path, openUrl), bearer });
  const knocks = new Map<string, Promise<Answered | Unanswered>>();

  return {
    knock: (host) => {
      const { origin } = hosts[host] ?? openUrl;
      const known = knocks.get(origin) ?? probe({ method: 'HEAD', url: new URL(origin) });
      knocks.set(origin, known);
      return known;
    },
    appToken: once(() => ask(post(appTokenEndpoint.path, { json: credentials }), appToken)),
    tenantToken: once(() => ask(post(tenantTokenEndpoint.path, { json: credentials }), tenantToken)),
    scopes: once((bearer: string) => ask(get(applicationScopesEndpoint.path, bearer), appScopes)),
    application: once((bearer: string) => ask(get(`${applicationMeEndpoint.path}?lang=zh_cn`, bearer), application)),
    contactRange: once((bearer: string) =>
      ask(get(`${contactRangeEndpoint.path}?page_size=100`, bearer), contactRange),
    ),
    person: (bearer, id) => {
      const path = contactUserEndpoint.path.replace(':user_id', encodeURIComponent(id));
      const query = new URLSearchParams({ user_id_type: id.startsWith('on_') ? 'union_id' : 'open_id' });
      return ask(get(`${path}?${query}`, bearer), person);
    },
    seesDepartment: (bearer, id) => {
      const department_id_type = id.startsWith('od-') ? 'open_department_id' : 'department_id';
      const query = new URLSearchParams({ department_id_type, department_ids: id });
      return ask(get(`${contactDepartmentsEndpoint.path}?${query}`, bearer), departments);
    },
    connections: (bearer) => ask(get(eventConnectionEndpoint.path, bearer), connections),
    jsapiTicket: (bearer) => ask(post(jsapiTicketEndpoint.path, { bearer }), ticket),
    longConnection: () =>
      ask(post(longConnectionEndpoint.path, { json: { AppID: appId, AppSecret: appSecret } }), connectionAddress),
    authorizePage: (redirectUri) => {
      const url = new URL(authorizeEndpoint.path, accountsUrl);
      url.search = new URLSearchParams({
        client_id: appId,
        response_type: 'code',
        redirect_uri: redirectUri,
        state: 'doctor',
      }).toString();
      return probe({ method: 'GET', url });
    },
  };
}

/** `code` decides, not the HTTP status: several endpoints refuse with HTTP 200. */
function readAnswer<T>(url: URL, answer: Answered | Unanswered, schema: z.ZodType<T>): Said<T> {
  if (!answer.answered) return { kind: 'silent', unanswered: answer, url };
  const body = parsedJson(answer.text);
  const numbered = z.object({ code: z.number(), msg: z.string().catch('') }).safeParse(body);
  if (!numbered.success) return { kind: 'strange', status: answer.status, url };
  const { code, msg } = numbered.data;
  if (code !== 0) return { kind: 'refused', code, words: msg.replace(/[^\x20-\x7e]/g, '').slice(0, 80) };
  const parsed = schema.safeParse(body);
  return parsed.success ? { kind: 'value', value: parsed.data } : { kind: 'strange', status: answer.status, url };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function once<Given extends unknown[], T>(ask: (...given: Given) => Promise<T>): (...given: Given) => Promise<T> {
  let asked: Promise<T> | undefined;
  return (...given) => {
    asked ??= ask(...given);
    return asked;
  };
}
