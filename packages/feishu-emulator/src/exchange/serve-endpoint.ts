import { gatewayErrors } from '@feishu-login/feishu-types';
import type { Middleware } from 'koa';
import type { State } from '../state/state.ts';
import type { Call } from './call.ts';
import type { ExchangeState } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import type { EndpointFacts } from './endpoint-facts.ts';
import { exchange } from './exchange.ts';
import { type ErrorTable, Refusal, type Why } from './failure.ts';

/** Answers a documented endpoint with what it has to say, after holding the caller to the letter when `strict` asks. */
export function serveEndpoint(state: State, endpoint: Endpoint): Middleware<ExchangeState> {
  return (ctx) => {
    const { call } = ctx.state;
    const objection = state.settings.values.strict ? strictObjection(call, endpoint) : undefined;
    if (objection) throw malformed(endpoint, objection);
    ctx.body = endpoint.handle(call, state);
  };
}

function strictObjection(call: Call, endpoint: Endpoint): Why | undefined {
  if (call.method !== endpoint.method) {
    return {
      en: `strict: the page documents ${endpoint.method}, the call used ${call.method}.`,
      zh: `strict：文档规定使用 ${endpoint.method}，而请求使用了 ${call.method}。`,
    };
  }
  if (call.path.endsWith('/')) {
    return { en: 'strict: the path ends in a slash the page does not have.', zh: 'strict：路径末尾多了一个斜杠。' };
  }
  const type = call.headers['content-type'] ?? '';
  const accepted = endpoint.accepts && contentTypes[endpoint.accepts];
  if (!accepted || accepted.some((one) => type.toLowerCase().split(';')[0]?.trim() === one)) return undefined;
  return {
    en: `strict: Content-Type must be ${accepted.join(' or ')}; charset=utf-8, it was "${type}".`,
    zh: `strict：Content-Type 必须为 ${accepted.join(' 或 ')}; charset=utf-8，实际为“${type}”。`,
  };
}

const form = 'application/x-www-form-urlencoded';
const contentTypes = {
  json: ['application/json'],
  form: [form],
  form_or_json: [form, 'application/json'],
} as const;

/** The endpoint's own word for "I cannot read this", or the gateway's. */
function malformed(endpoint: EndpointFacts, why: Why): Refusal {
  const table: ErrorTable = { ...gatewayErrors, ...endpoint.errors };
  const code = [20063, 20001, 10003, 1080001, 'invalid_request'].find((one) => endpoint.errors[one]) ?? 99992402;
  const row = table[code];
  if (!row) throw new Error(`No such documented error: ${code}`);
  return new Refusal({ code, row, why });
}

const nowhere: EndpointFacts = {
  method: 'GET',
  path: '(none)',
  page: '通用错误码',
  dialect: 'envelope',
  errors: {},
};

const noSuchPath: Why = {
  en: 'No documented endpoint has this method and path. Compare host, path and method with the documentation.',
  zh: '没有任何文档接口使用该方法与路径。请对照文档检查域名、路径和方法。',
};

/** What a path gets that is documented nowhere, or not with this method: as text (seen on the platform, 2026). */
export function serveNowhere(state: State): readonly Middleware<ExchangeState>[] {
  return [
    exchange(state, nowhere),
    (ctx) => {
      ctx.state.note({ code: 404, committed: false, why: noSuchPath });
      ctx.status = 404;
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = '404 page not found';
    },
  ];
}
