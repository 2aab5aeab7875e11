import type { AuthError } from '@feishu-login/auth-types';
import type { Logger } from './logging.ts';
import { type RequestContext, withRequest } from './request-context.ts';

/** Writes one line per answered request, and the causes of failures that are ours or the infrastructure's. */
export function createObserver(log: Logger) {
  return {
    inRequest: <T>(request: RequestContext, work: () => Promise<T>): Promise<T> => withRequest(request, work),
    answered: (facts: { method: string; path: string; status: number; duration_ms: number }) => {
      const quiet = facts.path === '/healthz' || facts.path === '/readyz';
      log[quiet ? 'debug' : 'info']({ event: 'http.answered', ...facts });
    },
    failed: (error: AuthError) => {
      const level = error.code === 'internal' ? 'error' : error.status >= 500 ? 'warn' : 'debug';
      log[level]({ event: 'http.refused', reason: error.code, platform_code: error.details.platformCode, err: error });
    },
  };
}
