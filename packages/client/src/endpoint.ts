import type { api, Body, Endpoint, Params, Query } from '@feishu-login/auth-types';
import type { HttpMethod, HttpRequest } from './ports.ts';

const methods: readonly HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

/** Endpoints that need no session: no token is sent to them. */
type PublicEndpoint = {
  [E in Endpoint]: (typeof api)[E]['access'] extends 'public' ? E : never;
}[Endpoint];

/** The same at run time. The compiler insists that it is complete; the schemas themselves stay on the server. */
const publicEndpoints: Record<PublicEndpoint, true> = {
  'POST /api/v1/auth/gadget': true,
  'POST /api/v1/auth/refresh': true,
  'POST /api/v1/auth/h5/start': true,
  'POST /api/v1/auth/h5': true,
  'POST /api/v1/auth/qr/start': true,
  'GET /api/v1/explanations': true,
  'GET /api/v1/feishu/jsapi-config': true,
};

export function isPublic(endpoint: string): boolean {
  return endpoint in publicEndpoints;
}

/** A part that may be empty may be left out. */
type Wanted<Key extends string, Value> = [Value] extends [undefined]
  ? unknown
  : Record<never, never> extends Value
    ? Partial<Record<Key, Value>>
    : Record<Key, Value>;

/** What an endpoint wants to be given: its body, its query and the parts of its path, each where it has one. */
type Input<E extends Endpoint> = Wanted<'body', Body<E>> & Wanted<'query', Query<E>> & Wanted<'params', Params<E>>;

/** The arguments after the endpoint's name: none for an endpoint that wants nothing. */
export type InputArguments<E extends Endpoint> =
  unknown extends Input<E> ? [] : Record<never, never> extends Input<E> ? [input?: Input<E>] : [input: Input<E>];

/** The same, as the code below sees it. */
export interface LooseInput {
  body?: object;
  query?: Record<string, string | undefined>;
  params?: Record<string, string>;
}

/** `GET /things/:id` and its input become the request to send. */
export function requestFor(endpoint: string, input: LooseInput = {}): HttpRequest {
  const [method, path] = splitEndpoint(endpoint);
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ''));
  const query = Object.entries(input.query ?? {})
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
  return {
    method,
    path: query === '' ? filled : `${filled}?${query}`,
    // The server refuses unsafe requests that are not JSON, those without a body included: no form can send them.
    headers: method === 'GET' || method === 'HEAD' ? {} : { 'content-type': 'application/json' },
    ...(input.body === undefined ? {} : { body: input.body }),
  };
}

function splitEndpoint(endpoint: string): [HttpMethod, string] {
  const [name, path, ...rest] = endpoint.split(' ');
  const method = methods.find((known) => known === name);
  if (method === undefined || path === undefined || !path.startsWith('/') || rest.length > 0)
    throw new Error(
      `${JSON.stringify(endpoint)} is no endpoint: write a method of ${methods.join(', ')}, then a path.`,
    );
  return [method, path];
}
