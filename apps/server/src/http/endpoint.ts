import { AuthError, type EndpointSpec } from '@feishu-login/auth-types';
import type Router from '@koa/router';
import type { RouterContext, RouterMiddleware } from '@koa/router';
import { z } from 'zod';
import { readJson, requireJsonIfAny } from './json-body.ts';
import { queryOf } from './query.ts';

/** What a request brought, as the contract's schemas left it. */
export interface Brought {
  readonly body: unknown;
  readonly query: unknown;
  readonly params: unknown;
}

export interface Answering<Who> {
  /** Who asks. Comes before anything is parsed: strangers learn nothing from that. */
  readonly admit: (ctx: RouterContext) => Promise<Who>;
  readonly handle: (who: Who, brought: Brought, ctx: RouterContext) => Promise<unknown>;
  /** What comes before all of that. */
  readonly limit?: RouterMiddleware;
}

/** Mounts one endpoint of the contract: authenticate, parse, handle, answer. */
export function mountEndpoint<Who>(
  router: Router,
  endpoint: string,
  spec: EndpointSpec,
  { admit, handle, limit }: Answering<Who>,
): void {
  const [method = '', path = ''] = endpoint.split(' ');
  const answer = async (ctx: RouterContext) => {
    // To strangers no address of administrators exists, whatever they send to it.
    const hidden = spec.access === 'admin';
    if (!hidden) requireJsonIfAny(ctx.req);
    const who = await admit(ctx);
    if (hidden) requireJsonIfAny(ctx.req);
    const body = parse(spec.body, await readJson(ctx.req), 'body');
    const query = parse(spec.query, queryOf(ctx), 'query');
    const params = parse(spec.params, ctx.params, 'path');
    const reply = await handle(who, { body, query, params }, ctx);
    if (reply === undefined) ctx.status = 204;
    else ctx.body = reply;
  };
  router.register(path, [method], limit === undefined ? answer : [limit, answer]);
}

/** What an endpoint takes that documents nothing: no parameters, and no body or an empty one. */
const nothing = z.strictObject({}).optional();

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  const parsed = (schema ?? nothing).safeParse(value);
  if (parsed.success) return schema === undefined ? undefined : parsed.data;
  // Names and rules only: the values may be codes or tokens.
  const problems = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || where}: ${message}`);
  throw new AuthError('invalid_request', `The ${where} is not as documented. ${problems.join('; ')}`);
}
