import type { AuthError } from '@feishu-login/auth-types';
import { type Logger, type LogOutput, lineOf } from './logging.ts';
import type { Metrics } from './metrics.ts';
import { type RequestContext, withRequest } from './request-context.ts';
import type { Tracing } from './tracing.ts';

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
  if (path.length <= longestWord) return path;
  const words = path.split('/').map((word) => (word.length > longestWord ? '[redacted]' : word));
  return words.length > 10 ? '/[redacted]' : words.join('/');
}

/** Writes one line per answered request, and the causes of failures that are ours or the infrastructure's. */
export function createObserver(
  log: Logger,
  metrics: Pick<Metrics, 'answered' | 'shed'>,
  { output, tracing }: { output: LogOutput; tracing?: Tracing | undefined },
) {
  const hostTold = { at: Number.NEGATIVE_INFINITY };
  return {
    inRequest: <T>(request: RequestContext, work: () => Promise<T>, { quiet = false } = {}): Promise<T> => {
      if (tracing === undefined) return quiet ? work() : withRequest(request, work);
      const named = () => {
        tracing.describe({ attributes: { request_id: request.request_id } });
        return work();
      };
      return withRequest(request, () => tracing.span('request', 'request', named));
    },
    useCase: <T>(name: string, work: () => Promise<T>): Promise<T> =>
      tracing === undefined ? work() : tracing.span('use case', name, work),
    answered: (request: RequestContext, { route, path, ...facts }: Answered) => {
      metrics.answered({ ...facts, route: route ?? 'none' });
      tracing?.describe(spanOf({ route, ...facts }));
      const level = route === '/healthz' || route === '/readyz' ? 'debug' : 'info';
      if (!log.isLevelEnabled(level)) return;
      // One for every request, of nothing but what is safe to write: it is not searched for secrets again.
      output.write(lineOf(level, { ...request, event: 'http.answered', path: withoutLongWords(path), ...facts }));
    },
    shed: metrics.shed,
    failed: (request: RequestContext, error: AuthError) => {
      const level = levelOf(error, hostTold);
      const { platformCode } = error.details;
      log[level]({ ...request, event: 'http.refused', reason: error.code, platform_code: platformCode, err: error });
      tracing?.describe({ attributes: { 'error.type': error.code } });
    },
  };
}

/** Milliseconds between lines about wrong hosts: a proxy that passes a wrong one on does so with every request. */
const hostToldEvery = 60_000;

function levelOf({ code, status }: AuthError, hostTold: { at: number }): 'error' | 'warn' | 'debug' {
  if (code === 'internal') return 'error';
  const now = performance.now();
  const misdirected = code === 'misdirected_host' && now - hostTold.at > hostToldEvery;
  if (misdirected) hostTold.at = now;
  return misdirected || status >= 500 ? 'warn' : 'debug';
}

/** The route and not the path, which may hold somebody's token. */
function spanOf({ method, route = 'none', status }: Omit<Answered, 'path' | 'duration_ms'>) {
  const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status };
  return { name: `${method} ${route}`, attributes };
}
