import { api, authErrors, type Endpoint, type EndpointSpec } from '@feishu-login/auth-types';
import { z } from 'zod';

/** The OpenAPI 3.1 document of the JSON API, made from the contract itself, so that it cannot fall behind. */
export function openApiDocument(publicUrl: URL): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of Object.keys(api) as Endpoint[]) {
    const [method = '', path = ''] = endpoint.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(path, api[endpoint]) };
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
      responses: { Refusal: refusal },
    },
  };
}

const codes = Object.entries(authErrors)
  .map(([code, status]) => `\`${code}\` ${status}`)
  .join(' · ');

const refusal = {
  description: `A refusal. Every 429 and 503 carries \`Retry-After\`. ${codes}`,
  content: {
    'application/json': {
      schema: z.toJSONSchema(
        z.object({
          error: z.object({
            code: z.enum(Object.keys(authErrors)),
            message: z.string(),
            request_id: z.string(),
            retry_after: z.number().optional(),
            scopes: z.array(z.string()).optional(),
            platform_code: z.number().optional(),
          }),
        }),
      ),
    },
  },
};

function operation(path: string, spec: EndpointSpec): Record<string, unknown> {
  const { summary, access, body, query, params, reply } = spec;
  const empty = reply instanceof z.ZodUndefined;
  return {
    summary,
    tags: [path.split('/')[3]],
    security: access === 'session' ? [{ bearer: [] }, { cookie: [] }] : [],
    parameters: [...parameters('query', query), ...parameters('path', params)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: z.toJSONSchema(body) } } } }),
    responses: {
      ...(empty
        ? { 204: { description: 'Done.' } }
        : { 200: { description: 'Done.', content: { 'application/json': { schema: z.toJSONSchema(reply) } } } }),
      ...(access === 'session' ? { 401: { $ref: '#/components/responses/Refusal' } } : {}),
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
