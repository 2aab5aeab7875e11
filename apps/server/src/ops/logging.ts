import { type Logger, type DestinationStream as LogOutput, pino } from 'pino';
import type { SecurityEvent, SecurityLog } from '../auth/ports/security-log.ts';
import type { Metrics } from './metrics.ts';
import { withoutSecrets } from './redaction.ts';
import { currentRequest } from './request-context.ts';

export type { DestinationStream as LogOutput, Logger } from 'pino';

/**
 * Standard output, in larger pieces: a write for each line would take longer than what most lines tell of. What is left
 * is written 50 ms later, and when the process ends, unless it is killed.
 */
export function standardOutput(): LogOutput {
  const output = pino.destination({ sync: true, minLength: 4_096, periodicFlush: 50 });
  process.once('exit', () => output.flushSync());
  return output;
}

/** One JSON line per event, each with the id of the request it belongs to. */
export function createLogger(level: string, output: LogOutput): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => describeError(error) },
    mixin: () => currentRequest() ?? {},
    mixinMergeStrategy: (facts: object, request: object) => ({ ...request, ...facts }),
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (facts: object) => ({ ...Object(withoutSecrets(facts)) }),
    },
  };
  return pino(options, output);
}

/** The same line by hand, of plain facts that hold no secret: what is written for every request has to cost little. */
export function lineOf(level: 'debug' | 'info', facts: Readonly<Record<string, string | number>>): string {
  return `{"level":"${level}","time":"${new Date().toISOString()}",${JSON.stringify(facts).slice(1)}\n`;
}

/** Each act is a line in the log and a count in the metrics. */
export function createSecurityLog(log: Logger, metrics: Pick<Metrics, 'event'>): SecurityLog {
  const alarming = new Set<SecurityEvent>([
    'refresh.reuse_detected',
    'upstream.inconsistent',
    'upstream.fallback',
    'crypto.auth_failed',
  ]);
  return {
    event: (name, facts) => {
      log[alarming.has(name) ? 'warn' : 'info']({ event: name, ...facts });
      metrics.event(name, facts);
    },
  };
}

/** Message and causes, without the fields libraries hang on their errors: those hold requests and parameters. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const more = cause === undefined || depth === deepestCause ? {} : { cause: describeError(cause, depth + 1) };
  return { name, message, stack, ...more };
}

const deepestCause = 5;
