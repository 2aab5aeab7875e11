import type { AuthError } from '@feishu-login/auth-types';
import type { Logger } from './logging.ts';
import type { Metrics } from './metrics.ts';
import { type RequestContext, withRequest } from './request-context.ts';

interface Answered {
  readonly method: string;
  readonly path: string;
  /** The path's pattern, of which there are few. */
  readonly route: string;
  readonly status: number;
  readonly duration_ms: number;
}

/** Writes one line per answered request, and the causes of failures that are ours or the infrastructure's. */
export function createObserver(log: Logger, metrics: Pick<Metrics, 'answered'>) {
  return {
    inRequest: <T>(request: RequestContext, work: () => Promise<T>): Promise<T> => withRequest(request, work),
    answered: ({ route, ...facts }: Answered) => {
      metrics.answered({ ...facts, route });
      const quiet = facts.path === '/healthz' || facts.path === '/readyz';
      log[quiet ? 'debug' : 'info']({ event: 'http.answered', ...facts });
    },
    failed: (error: AuthError) => {
      const level = error.code === 'internal' ? 'error' : error.status >= 500 ? 'warn' : 'debug';
      log[level]({ event: 'http.refused', reason: error.code, platform_code: error.details.platformCode, err: error });
    },
  };
}
