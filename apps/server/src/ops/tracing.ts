import { AsyncLocalStorage } from 'node:async_hooks';
import { AuthError } from '@feishu-login/auth-types';
import { type Attributes, type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { ATTR_ERROR_TYPE, ATTR_HTTP_ROUTE, ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import type { Logger } from './logging.ts';

const kinds = { request: SpanKind.SERVER, 'use case': SpanKind.INTERNAL, call: SpanKind.CLIENT } as const;

export interface Tracing {
  /** Runs work as a span of the one under way. */
  span<T>(kind: keyof typeof kinds, name: string, work: () => Promise<T>): Promise<T>;
  /** Says more of the span under way. Nothing that comes from a person, a code or a token. */
  describe(more: { readonly name?: string; readonly attributes: Attributes }): void;
  /** Sends what is left, as long as that is quick. */
  close(): Promise<void>;
}

/** Milliseconds: a collector that is away must not keep the process. */
const longestGoodbye = 2_000;
/** Asked every few seconds, by machines. */
const probes: readonly unknown[] = ['/healthz', '/readyz', '/metrics'];

/**
 * Sends spans to an OpenTelemetry collector, as JSON over HTTP. The library is large: this file is loaded only where an
 * endpoint is configured. The standard variables for headers, sampling and the service's name are the library's own.
 * @param endpoint the collector; its traces are at `v1/traces` below
 */
export function createTracing(endpoint: URL, log: Logger): Tracing {
  const url = new URL('v1/traces', endpoint.href.endsWith('/') ? endpoint : `${endpoint.href}/`);
  const batches = new BatchSpanProcessor(toldOf(new OTLPTraceExporter({ url: url.href, timeoutMillis: 5_000 }), log));
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ [ATTR_SERVICE_NAME]: 'feishu-login' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [
      {
        onStart: () => undefined,
        onEnd: (span) => {
          if (!probes.includes(span.attributes[ATTR_HTTP_ROUTE])) batches.onEnd(span);
        },
        forceFlush: () => batches.forceFlush(),
        shutdown: () => batches.shutdown(),
      },
    ],
  });
  const tracer = provider.getTracer('feishu-login');
  // Our own, so that there is nothing global: the library's knows one for the whole process.
  const underWay = new AsyncLocalStorage<Context>();
  return {
    span: async (kind, name, work) => {
      const parent = underWay.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(name, { kind: kinds[kind] }, parent);
      try {
        return await underWay.run(trace.setSpan(parent, span), work);
      } catch (error) {
        // A message may quote what somebody sent.
        span.setAttribute(ATTR_ERROR_TYPE, typeOf(error));
        if (!isRefusal(error)) span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    describe: ({ name, attributes }) => {
      const context = underWay.getStore();
      const span = context && trace.getSpan(context);
      if (name !== undefined) span?.updateName(name);
      span?.setAttributes(attributes);
    },
    close: async () => {
      let late: NodeJS.Timeout | undefined;
      const goodbye = new Promise<void>((resolve) => {
        late = setTimeout(resolve, longestGoodbye);
      });
      await Promise.race([provider.shutdown().catch(() => undefined), goodbye]);
      clearTimeout(late);
    },
  };
}

function typeOf(error: unknown): string {
  if (error instanceof AuthError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

/** What a client did wrong is no failure of ours. */
function isRefusal(error: unknown): boolean {
  return error instanceof AuthError && error.status < 500;
}

/** Milliseconds between lines that say the same. */
const toldEvery = 60_000;

/** Without it nobody would learn that the collector is away. */
function toldOf(exporter: SpanExporter, log: Logger): SpanExporter {
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const now = performance.now();
        if (result.error !== undefined && now - toldAt > toldEvery) {
          toldAt = now;
          log.warn({ event: 'traces.not_sent', spans: spans.length, reason: result.error.name });
        }
        done(result);
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
