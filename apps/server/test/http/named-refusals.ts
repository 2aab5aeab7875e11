import { type AuthErrorCode, api, type EndpointSpec, refusalsOf } from '@feishu-login/auth-types';
import { adminApi } from '@feishu-login/auth-types/admin';

const contract: Record<string, EndpointSpec> = { ...api, ...adminApi };

const endpoints = Object.entries(contract).map(([endpoint, spec]) => {
  const [method = '', path = ''] = endpoint.split(' ');
  const matches = new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
  return { endpoint, method, matches, names: new Set<string>(refusalsOf(endpoint, spec)) };
});

/**
 * The contract names the codes each endpoint refuses with, and clients are written by that.
 * @throws Error for a code it does not name there
 */
export function requireNamed(method: string, url: string, code: AuthErrorCode | undefined): void {
  const path = url.split('?', 1)[0] ?? '';
  const asked = endpoints.find((one) => one.method === method && one.matches.test(path));
  if (code === undefined || asked === undefined || asked.names.has(code)) return;
  throw new Error(`${asked.endpoint} refused with ${code}, which its entry in auth-types does not name.`);
}
