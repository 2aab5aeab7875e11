import { gatewayErrors, type RateLimit } from '@feishu-login/feishu-types';
import type { ErrorRow, ErrorTable } from './failure.ts';

/**
 * How a page or endpoint words its answers: `oauth` flat with `error`, `envelope` with `code` and `msg`, `passport`
 * with RFC 6749's two fields, `page` for a person.
 */
export type Dialect = 'oauth' | 'envelope' | 'passport' | 'page';

/** What is known of an endpoint before it is called. */
export interface EndpointFacts {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** The documentation page. */
  page: string;
  dialect: Dialect;
  /** Its documented errors. */
  errors: ErrorTable;
  /** Where the documentation's table of rates does not tell. */
  rate?: RateLimit;
}

/** What the documentation says about the number, at this endpoint or in general. */
export function documentedRow(endpoint: EndpointFacts, code: number): ErrorRow | undefined {
  const gateway: ErrorTable = gatewayErrors;
  return endpoint.errors[code] ?? gateway[code];
}

/** A failure with that number as this endpoint would word it, documented or not. */
export function failureBody(endpoint: EndpointFacts, code: number): Record<string, unknown> {
  const row = documentedRow(endpoint, code);
  const text = row && ('msg' in row ? row.msg : row.description);
  if (endpoint.dialect === 'passport') return { error: 'server_error', error_description: text ?? `error ${code}` };
  if (endpoint.dialect !== 'oauth' || (row && 'msg' in row)) return { code, msg: text ?? `error ${code}` };
  return {
    code,
    error: row && 'error' in row ? row.error : 'invalid_request',
    error_description: text ?? `error ${code}`,
  };
}
