import { z } from 'zod';
import { headerText, httpStatus } from '../exchange/answer-values.ts';
import { unknownExpressions } from './template.ts';

const answer = z.strictObject({
  status: httpStatus.default(200),
  headers: z.record(z.string().regex(/^[\w-]+$/, 'no name of a header'), headerText).default({}),
  body: z
    .json()
    .default({ code: 0, msg: 'success', data: {} })
    .describe(
      'JSON; in its texts {{params.x}}, {{query.x}}, {{body.x.y}}, {{app.app_id}}, {{user.open_id}}, {{now}}, {{now_seconds}} and {{id}} are filled in.',
    ),
});

/** An OpenAPI of the platform that is not emulated, answered as told. */
const fields = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z
    .string()
    .max(500)
    .regex(/^\/open-apis(\/(:[A-Za-z]\w*|[\w.~-]+))+$/, 'a path below /open-apis/, with :name for what varies'),
  page: z.string().default('stub').describe('The documentation page, for the journal.'),
  token: z
    .enum(['tenant', 'user', 'any', 'none'])
    .default('any')
    .describe('Whose access token the call needs: a tenant’s, a user’s, either, or none.'),
  scopes: z.array(z.string().min(1)).default([]).describe('One of these is enough (申请 API 权限).'),
  rate: z
    .strictObject({ per_second: z.int().positive().optional(), per_minute: z.int().positive() })
    .optional()
    .describe('Held when the setting rate_limits is on (频控策略).'),
  answer: answer.prefault({}),
});

export const stubSchema = fields.superRefine(({ token, scopes, answer: { body } }, context) => {
  if (token === 'none' && scopes.length > 0) {
    context.addIssue({ code: 'custom', path: ['scopes'], message: 'scopes need a token; this stub asks for none' });
  }
  for (const named of unknownExpressions(body)) {
    const message = `{{${named}}} names nothing; there are params.x, query.x, body.x, app.x, user.x, now, now_seconds, id`;
    context.addIssue({ code: 'custom', path: ['answer', 'body'], message });
  }
});

/** A stub as JSON says it. */
export type StubInput = z.input<typeof stubSchema>;
export type Stub = z.output<typeof stubSchema>;

/** A call as a stub’s function sees it, after token, scopes and rate were found in order. */
export interface StubbedCall {
  method: string;
  path: string;
  /** What stands in place of each `:name`. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>>;
  app: { app_id: string; name: string; tenant_key: string } | undefined;
  /** With a user token: the person, as the app sees them. */
  user: { open_id: string; union_id: string; user_id: string; name: string } | undefined;
  /** The emulated time in milliseconds. */
  now: number;
}

export interface StubAnswer {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body: unknown;
}

/** A stub as a library’s caller says it: its answer may be a function of the call. */
export type StubOption = Omit<StubInput, 'answer'> & {
  answer?: StubInput['answer'] | ((call: StubbedCall) => StubAnswer | Promise<StubAnswer>);
};

/** A stub in force. */
export type LiveStub = Omit<Stub, 'answer'> & {
  answer: Stub['answer'] | ((call: StubbedCall) => StubAnswer | Promise<StubAnswer>);
};

/** A stub that does not fit; the message names the field. */
export class StubError extends Error {
  override name = 'StubError';
}
