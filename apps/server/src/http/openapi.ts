import { type AuthErrorCode, api, authErrors, type EndpointSpec, refusalsOf } from '@feishu-login/auth-types';
import { adminApi } from '@feishu-login/auth-types/admin';
import { z } from 'zod';
import type { AppSettings } from '../auth/ports/ports.ts';

/** The OpenAPI 3.1 document of the JSON API, made from the contract itself, so that it cannot fall behind. */
export function openApiDocument({ publicUrl, administrators }: Documented): Record<string, unknown> {
  const endpoints: Record<string, EndpointSpec> = administrators === undefined ? api : { ...api, ...adminApi };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [endpoint, spec] of Object.entries(endpoints)) {
    const [method = '', path = ''] = endpoint.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(endpoint, spec) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Feishu login',
      version: '1',
      description: 'Sign-in with Feishu: sessions for mini programs and web pages.',
    },
    servers: [{ url: publicUrl.origin }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: publicUrl.protocol === 'https:' ? '__Host-fls' : 'fls' },
      },
      responses: { Refusal: refusal('A refusal. Every 429 and 503 carries `Retry-After`.', Object.keys(authErrors)) },
    },
  };
}

type Documented = Pick<AppSettings, 'publicUrl' | 'administrators'>;

/** Any one of these will do. */
const security = {
  public: [],
  session: [{ bearer: [] }, { cookie: [] }],
  admin: [{ cookie: [] }],
} as const satisfies Record<EndpointSpec['access'], object[]>;

/** The body of a refusal with one of some codes. */
function refusal(description: string, codes: readonly string[]): Record<string, unknown> {
  const error = z.object({
    code: z.enum(codes),
    message: z.string(),
    request_id: z.string(),
    retry_after: z.number().optional(),
    scopes: z.array(z.string()).optional(),
    platform_code: z.number().optional(),
    line: z.object({ ticket: z.string(), ahead: z.number(), seconds: z.number() }).optional(),
    contact: z.string().optional(),
  });
  return { description, content: { 'application/json': { schema: z.toJSONSchema(z.object({ error })) } } };
}

/** By HTTP status, the codes an endpoint refuses with. */
function refusals(codes: readonly AuthErrorCode[]): Record<string, unknown> {
  const statuses = [...new Set(codes.map((code) => authErrors[code]))];
  return Object.fromEntries(
    statuses.map((status) => {
      const withIt = codes.filter((code) => authErrors[code] === status);
      return [status, refusal(withIt.map((code) => `\`${code}\``).join(' · '), withIt)];
    }),
  );
}

function operation(endpoint: string, spec: EndpointSpec): Record<string, unknown> {
  const { summary, access, body, query, params, reply } = spec;
  const empty = reply instanceof z.ZodUndefined;
  return {
    summary,
    tags: [endpoint.split('/')[3]],
    security: security[access],
    parameters: [...parameters('query', query), ...parameters('path', params)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(body) } } } }),
    responses: {
      ...(empty
        ? { 204: { description: 'Done.' } }
        : { 200: { description: 'Done.', content: { 'application/json': { schema: z.toJSONSchema(reply) } } } }),
      ...refusals(refusalsOf(endpoint, spec)),
      default: { $ref: '#/components/responses/Refusal' },
    },
  };
}

function parameters(where: 'query' | 'path', schema: z.ZodObject | undefined): unknown[] {
  return Object.entries(schema?.shape ?? {}).map(([name, type]) => ({
    name,
    in: where,
    required: !z.safeParse(type, undefined).success,
    schema: z.toJSONSchema(type),
  }));
}
