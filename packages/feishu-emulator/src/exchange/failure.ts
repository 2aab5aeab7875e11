import { gatewayErrors, rateLimitHeaders } from '@feishu-login/feishu-types';
import type { Switches } from '../state/setting-specs.ts';

/** For the developer whose call was refused: what was wrong and what to change. */
export interface Why {
  en: string;
  zh: string;
  /** The documentation page, when it is not the endpoint's own. */
  page?: string;
}

interface OAuthRow {
  readonly http: number;
  readonly error: string;
  readonly description: string;
}
interface EnvelopeRow {
  readonly http: number;
  readonly msg: string;
}
interface PassportRow {
  readonly http: number;
  readonly description: string;
}
export type ErrorRow = OAuthRow | EnvelopeRow | PassportRow;
export type ErrorTable = Readonly<Record<number | string, ErrorRow>>;

/** The one error of this package: the platform says no, with a documented number. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: number | string;
  readonly row: ErrorRow;
  readonly why: Why;
  readonly http: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Joins the body, as `error` of the gateway's answers. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
  /** Joins the body of an envelope, as its `data`. */
  readonly data: object | undefined;

  constructor(refusal: {
    code: number | string;
    row: ErrorRow;
    why: Why;
    http?: number;
    headers?: Record<string, string>;
    details?: Record<string, unknown>;
    data?: object;
  }) {
    super(refusal.why.en);
    this.code = refusal.code;
    this.row = refusal.row;
    this.why = refusal.why;
    this.http = refusal.http ?? refusal.row.http;
    this.headers = refusal.headers ?? {};
    this.details = refusal.details;
    this.data = refusal.data;
  }
}

/** A refusal with one of the endpoint's own documented codes. */
export function refuse<T extends ErrorTable>(
  table: T,
  code: keyof T & (number | string),
  why: Why,
  /** Where the platform says more, or in other words, than its table. */
  more: { msg?: string; data?: object } = {},
): Refusal {
  const row: ErrorRow | undefined = table[code];
  if (!row) throw new Error(`No such documented error: ${code}`);
  const worded = more.msg !== undefined && 'msg' in row ? { ...row, msg: more.msg } : row;
  return new Refusal({ code, row: worded, why, ...(more.data && { data: more.data }) });
}

type GatewayCode = keyof typeof gatewayErrors;
const tokenCodes: readonly number[] = [99991661, 99991663, 99991664, 99991668, 99991671, 99991677];
const permissionCodes: readonly number[] = [99991672, 99991679];
/** The samples of 如何解决 99991679 错误 and, as seen on the platform, of a missing or dead token; 99991672's has none. */
const troubleshootingCodes: readonly number[] = [...tokenCodes, 99991679];

/** A refusal of the gateway in front of all endpoints (通用错误码); its HTTP status is a switch where undocumented. */
export function refuseAtGateway(
  settings: Switches,
  code: GatewayCode,
  why: Why,
  more: { details?: Record<string, unknown>; placeholder?: string; headers?: Record<string, string> } = {},
): Refusal {
  const row = gatewayErrors[code];
  const { gateway_status } = settings.values;
  const ofToken = tokenCodes.includes(code);
  const http = ofToken
    ? gateway_status === 'by_number'
      ? row.http
      : gateway_status
    : permissionCodes.includes(code)
      ? settings.values.permission_status
      : code === 99991400
        ? settings.values.rate_limited_status
        : row.http;
  return new Refusal({
    code,
    row: { http, msg: row.msg.replace('%s', more.placeholder ?? '') },
    why: { page: '通用错误码', ...why },
    // 频控策略: that body is code and msg alone.
    ...(code !== 99991400 && { details: more.details ?? {} }),
    ...(more.headers && { headers: more.headers }),
  });
}

/** 99991400 with the headers of 频控策略. */
export function refuseTooMany(settings: Switches, exceeded: { limit: number; reset: number }): Refusal {
  return refuseAtGateway(
    settings,
    99991400,
    {
      en: `More than ${exceeded.limit} calls in the window. Wait ${exceeded.reset} s (x-ogw-ratelimit-reset), then retry, and spread the calls.`,
      zh: `超过窗口上限 ${exceeded.limit} 次。请等待 ${exceeded.reset} 秒（x-ogw-ratelimit-reset）后重试，并分散调用。`,
      page: '频控策略',
    },
    {
      headers: {
        [rateLimitHeaders.limit]: String(exceeded.limit),
        [rateLimitHeaders.reset]: String(exceeded.reset),
      },
    },
  );
}

/** A refusal as the platform words it: flat, in an envelope, or as the passport host does. */
export function bodyOf(refusal: Refusal, logId: string): Record<string, unknown> {
  const { code, row, details, data } = refusal;
  if ('msg' in row) {
    const error = details && {
      log_id: logId,
      ...details,
      ...(troubleshootingCodes.includes(Number(code)) && { troubleshooter: troubleshooter(code, logId) }),
    };
    return { code, msg: row.msg, ...(data && { data }), ...(error && { error }) };
  }
  if ('error' in row) return { code, error: row.error, error_description: row.description };
  return { error: code, error_description: row.description };
}

/** Beside `log_id`; in the sample of 如何解决 99991679 错误 a method_id follows, which is empty there too. */
function troubleshooter(code: number | string, logId: string): string {
  return `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?from=openapi&log_id=${logId}&code=${code}${Number(code) === 99991679 ? '&method_id=' : ''}`;
}
