import { type DestinationStream, type Logger, pino } from 'pino';
import type { SecurityLog } from '../auth/ports.ts';
import type { Metrics } from './metrics.ts';
import { currentRequest } from './request-context.ts';

/**
 * Names whose values are never written, at any depth that we log. Nothing is meant to log them in the first place;
 * this is the second line.
 */
const secretNames = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'code',
  'state',
  'access_token',
  'refresh_token',
  'app_secret',
  'client_secret',
  'code_verifier',
  'token',
  'ticket',
];
const redact = secretNames.flatMap((name) =>
  name.startsWith('[') ? [name, `*${name}`, `*.*${name}`] : [name, `*.${name}`, `*.*.${name}`],
);

export type { Logger } from 'pino';

/** One JSON line per event, on standard output, each with the id of the request it belongs to. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redact, censor: '[redacted]' },
    serializers: { err: describeError },
    mixin: () => ({ ...currentRequest() }),
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Each act is a line in the log and a count in the metrics. */
export function createSecurityLog(log: Logger, metrics: Pick<Metrics, 'event'>): SecurityLog {
  const alarming = new Set(['refresh.reuse_detected', 'upstream.inconsistent']);
  return {
    event: (name, facts) => {
      log[alarming.has(name) ? 'warn' : 'info']({ event: name, ...facts });
      metrics.event(name, typeof facts.reason === 'string' ? facts.reason : 'none');
    },
  };
}

/** Message and causes, without the fields libraries hang on their errors: those hold requests and parameters. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}
