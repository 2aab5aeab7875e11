import {
  applicationScopesEndpoint,
  appTokenEndpoint,
  authorizeEndpoint,
  jsapiTicketEndpoint,
  longConnectionEndpoint,
  tenantTokenEndpoint,
} from '@feishu-login/feishu-types';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import type { Answered, Probe, Question, Unanswered } from './probe.ts';

/** What the platform said to a call: what was asked for, a number, nothing at all, or nothing we understand. */
export type Said<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'silent'; readonly unanswered: Unanswered; readonly url: URL }
  | { readonly kind: 'strange'; readonly status: number; readonly url: URL };

export type Host = 'open' | 'accounts' | 'passport';

/** The platform as the doctor sees it. Everything is asked at most once. */
export interface DoctorsPlatform {
  knock(host: Host): Promise<Answered | Unanswered>;
  appToken(): Promise<Said<string>>;
  tenantToken(): Promise<Said<string>>;
  scopes(tenantToken: string): Promise<Said<readonly AppScope[]>>;
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
  let scopesAsked: Promise<Said<readonly AppScope[]>> | undefined;
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
    scopes: (bearer) => {
      scopesAsked ??= ask({ method: 'GET', url: new URL(applicationScopesEndpoint.path, openUrl), bearer }, appScopes);
      return scopesAsked;
    },
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
  const numbered = z.object({ code: z.number() }).safeParse(body);
  if (!numbered.success) return { kind: 'strange', status: answer.status, url };
  if (numbered.data.code !== 0) return { kind: 'refused', code: numbered.data.code };
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

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
