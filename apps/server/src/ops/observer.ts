import type { AuthError } from '@feishu-login/auth-types';
import type { Logger } from './logging.ts';
import type { Metrics } from './metrics.ts';
import { type RequestContext, withRequest } from './request-context.ts';

interface Answered {
  readonly method: string;
  /** Without its query: a callback's holds a code. */
  readonly path: string;
  /** The path's pattern, of which there are few; `undefined` where there is none. */
  readonly route: string | undefined;
  readonly status: number;
  readonly duration_ms: number;
}

/** What somebody put into an address may be a token. No code and no token is as short as this. */
const longestWord = 20;

function withoutLongWords(path: string): string {
  const words = path.split('/').map((word) => (word.length > longestWord ? '[redacted]' : word));
  return words.length > 10 ? '/[redacted]' : words.join('/');
}

/** Writes one line per answered request, and the causes of failures that are ours or the infrastructure's. */
export function createObserver(log: Logger, metrics: Pick<Metrics, 'answered'>) {
  // One for every request, of nothing but what is safe to write: it is not searched for secrets again.
  const lines = log.child({}, { formatters: { log: (facts) => facts } });
  return {
    inRequest: <T>(request: RequestContext, work: () => Promise<T>): Promise<T> => withRequest(request, work),
    answered: ({ route, path, ...facts }: Answered) => {
      metrics.answered({ ...facts, route: route ?? 'none' });
      const quiet = route === '/healthz' || route === '/readyz';
      lines[quiet ? 'debug' : 'info']({ event: 'http.answered', path: withoutLongWords(path), ...facts });
    },
    failed: (error: AuthError) => {
      const level = error.code === 'internal' ? 'error' : error.status >= 500 ? 'warn' : 'debug';
      log[level]({ event: 'http.refused', reason: error.code, platform_code: error.details.platformCode, err: error });
    },
  };
}
