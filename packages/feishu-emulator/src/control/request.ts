import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { RefusalView } from '../control-api/views.ts';
import { readBody } from '../exchange/call.ts';
import { idText } from '../state/id-text.ts';
import { describeIssue } from '../state/issues.ts';

/** The control API cannot do what was asked; the message says what to change. */
export class ControlError extends Error {
  override name = 'ControlError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const codes: Readonly<Record<number, RefusalView['error']['code']>> = { 403: 'forbidden', 404: 'not_found' };

/** Answers what the control API refuses, in one place. */
export const answerControlErrors: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    ctx.status = error.status;
    ctx.body = {
      error: { code: codes[error.status] ?? 'invalid_request', message: error.message },
    } satisfies RefusalView;
  }
};

/** The JSON body, checked; no body counts as an empty object. What is asked in the query would not be heeded. `limit` is in bytes. */
export async function readControl<T extends z.ZodType>(ctx: Context, schema: T, limit?: number): Promise<z.output<T>> {
  readQuery(ctx, nothing);
  return readJson(ctx, schema, limit);
}

async function readJson<T extends z.ZodType>(ctx: Context, schema: T, limit?: number): Promise<z.output<T>> {
  const body = await readBody(ctx.req, limit);
  if (body.kind === 'unreadable' && Number(ctx.request.length) > (limit ?? Number.POSITIVE_INFINITY))
    throw new ControlError(413, `The body is larger than ${limit} bytes, the most that is taken here.`);
  if (body.kind === 'unreadable')
    throw new ControlError(400, 'The body is no JSON object, is too large or too deep, or did not arrive whole.');
  return check(schema, body.fields);
}

/** Before a route that reads neither body nor query: what it would not heed is refused. */
export const takesNothing: Middleware = async (ctx, next) => {
  await readControl(ctx, nothing);
  return next();
};

const nothing = z.strictObject({});

/** The query, checked; an empty value counts as not sent. */
export function readQuery<T extends z.ZodType>(ctx: Context, schema: T): z.output<T> {
  return check(
    schema,
    Object.fromEntries([...new URLSearchParams(ctx.querystring)].filter(([, value]) => value !== '')),
  );
}

/** Whether what is taken away is to be told, `?push=false` being no; there is nothing else to say. */
export async function readPush(ctx: Context): Promise<boolean> {
  await readJson(ctx, nothing);
  return readQuery(ctx, z.strictObject({ push: z.enum(['true', 'false']).default('true') })).push === 'true';
}

/** The id that an address gives to what is to be made. */
export function readId(id: string | undefined): string {
  return check(z.object({ id: idText }), { id }).id;
}

function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ControlError(400, parsed.error.issues.map((issue) => describeIssue(issue).trim()).join('\n'));
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the fields that were not sent. */
export function defined<T extends object>(change: T): Defined<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Defined<T>;
}
