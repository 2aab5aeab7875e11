import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';

interface Endpoint {
  readonly method: string;
  readonly path: string;
}

/** Counts the calls to the platform, and follows them where somebody traces. */
export function createUpstreamWatch(metrics: Pick<Metrics, 'asked' | 'keptBack'>, tracing: Tracing | undefined) {
  return {
    asking: async <T>({ method, path }: Endpoint, ask: () => Promise<T>, answerOf: (result: T) => string) => {
      const counted = async () => {
        const startedAt = performance.now();
        const result = await ask();
        const answer = answerOf(result);
        metrics.asked(path, answer, (performance.now() - startedAt) / 1000);
        tracing?.describe({
          attributes: { 'http.request.method': method, 'url.template': path, 'feishu.code': answer },
        });
        return result;
      };
      return tracing === undefined ? counted() : tracing.span('call', `Feishu ${method} ${path}`, counted);
    },
    keptBack: ({ path }: Endpoint) => metrics.keptBack(path),
  };
}
