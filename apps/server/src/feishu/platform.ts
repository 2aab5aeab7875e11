import { setTimeout as delay } from 'node:timers/promises';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  handleWhenResult,
  SamplingBreaker,
} from 'cockatiel';
import { rethrowAs, UpstreamFailure } from '../auth/ports/feishu-failure.ts';
import { meaningOf } from './errors.ts';
import type { Outcome } from './outcome.ts';
import { createPauses } from './pauses.ts';
import { type Quota, unlimited } from './quota.ts';
import { createRetryBudget } from './retry-budget.ts';
import { type PlatformAnswer, type PlatformRequest, type Transport, TransportFailure } from './transport.ts';

export interface Platform {
  /**
   * Sends a request until it is answered, retrying only where that can do no harm and the deadline allows.
   * @throws UpstreamFailure; `EndpointAbsent`, if the request says that this can be
   */
  call(request: PlatformRequest, deadline: AbortSignal): Promise<Outcome>;
}

/** There is no such endpoint on this platform, so nobody can have acted on the request. */
export class EndpointAbsent extends UpstreamFailure {
  constructor(reason: string) {
    super('upstream_unavailable', 'Feishu does not know this call. Try again shortly.', {
      retryAfter: 3,
      maybeActedOn: false,
      cause: new Error(reason),
    });
  }
}

export interface Pacing {
  /** Milliseconds to wait after attempt `n`. */
  backoff(n: number): number;
}

/** Full jitter over a doubling pause. */
const defaultPacing: Pacing = { backoff: (n) => Math.random() * 150 * 2 ** n };
const maxAttempts = 3;
/** After an answer that never came, one more try tells what happened to the first; more would only add load. */
const maxSilent = 2;
/** Asked to wait longer than this, we pass the wait on to the client. */
const longestWait = 2_000;
/** Half of the calls failing, among at least twenty in ten seconds, stops the calls for five. */
const breakerSettings = { threshold: 0.5, duration: 10_000, minimumRps: 2 };
const breakerPause = 5_000;
/** Sign-ins, and calls of all other kinds, that may wait for an answer: more pile up only before a platform that hangs. */
const mostWaiting = 300;

/** An endpoint of the platform's, without anybody's id in it. */
export interface PlatformEndpoint {
  readonly method: string;
  readonly path: string;
}

/** Who counts and follows what is asked of the platform. */
export interface PlatformWatch {
  /** Around one try. @param answerOf the platform's number, or in one word why there is none */
  asking<T>(endpoint: PlatformEndpoint, ask: () => Promise<T>, answerOf: (result: T) => string): Promise<T>;
  /** Our own limit kept a call back, or the pause that the platform asked for. */
  keptBack(endpoint: PlatformEndpoint): void;
}

const nobodyWatches: PlatformWatch = { asking: (_endpoint, ask) => ask(), keptBack: () => undefined };

export interface PlatformOptions {
  readonly quota?: Quota;
  readonly watch?: PlatformWatch;
  readonly pacing?: Pacing;
  /** The platform asked that sign-ins be left for so many milliseconds. */
  readonly paused?: (milliseconds: number) => void;
}

export function createPlatform(
  transport: Transport,
  { quota = unlimited, watch = nobodyWatches, pacing = defaultPacing, paused = () => undefined }: PlatformOptions = {},
): Platform {
  const isFailure = handleWhenResult((answer) => isServerError(answer)).orWhen(
    (error) => error instanceof TransportFailure && !isAbsence(error.status),
  );
  const breaker = circuitBreaker(isFailure, {
    halfOpenAfter: breakerPause,
    breaker: new SamplingBreaker(breakerSettings),
  });
  // Apart, so that a crowd of sign-ins leaves the others their places.
  const places = { signIns: bulkhead(mostWaiting), others: bulkhead(mostWaiting) };
  const repetitions = createRetryBudget();
  const pauses = createPauses();
  /** Waits for the end of a pause that the platform asked for. @throws UpstreamFailure where that is far */
  const endOfPause = async (endpoint: PlatformEndpoint, sent: boolean, deadline: AbortSignal) => {
    const wait = pauses.left(endpoint.path);
    if (wait <= longestWait) return wait > 0 ? pause(wait, deadline) : undefined;
    watch.keptBack(endpoint);
    throw failure({ ...notTried, reason: 'paused', wait }, sent);
  };
  return {
    call: async (request, deadline) => {
      repetitions.earn();
      const place = request.signIn === true ? places.signIns : places.others;
      const endpoint = { method: request.method, path: request.endpoint ?? request.url.pathname };
      let tried = notTried;
      let sent = false;
      let silent = 0;
      for (let attempt = 1; ; attempt += 1) {
        // Out of time before this try: the one before tells why.
        if (deadline.aborted) throw failure(tried, sent);
        await endOfPause(endpoint, sent, deadline);
        // Our own limit says that nothing was sent, and speaks of this try alone.
        await quota.take(endpoint.path, { signIn: request.signIn === true }).catch((error: unknown) => {
          watch.keptBack(endpoint);
          return rethrowAs(error, { maybeActedOn: sent });
        });
        const send = () => place.execute(() => breaker.execute(() => transport.send(request, deadline)));
        const answered = await watch.asking(endpoint, () => tryOnce(request, send), answerOf);
        if ('outcome' in answered) {
          const { outcome } = answered;
          return outcome.refused ? { ...outcome, afterLostAnswer: sent } : outcome;
        }
        // Once it may have been there, it is an endpoint that fails.
        if (answered.absent && request.mayBeAbsent && !sent) throw new EndpointAbsent(answered.reason);
        tried = answered;
        sent ||= tried.sent;
        silent += tried.silent ? 1 : 0;
        if (tried.wait !== undefined) pauses.pause(endpoint.path, tried.wait);
        if (tried.wait !== undefined && request.signIn === true) paused(tried.wait);
        const wait = tried.wait ?? pacing.backoff(attempt);
        const again = tried.retry && attempt < maxAttempts && silent < maxSilent && wait <= longestWait;
        if (!again || !repetitions.spend()) throw failure(tried, sent);
        await pause(wait, deadline);
      }
    },
  };
}

interface Failed {
  readonly kind: TransportFailure['kind'] | 'circuit_open' | 'crowded' | 'no_number' | 'out_of_time';
  readonly retry: boolean;
  /** The platform may have acted on it. */
  readonly sent: boolean;
  /** It did not say anything we could read. */
  readonly silent: boolean;
  /** It says, or its name server does, that there is no such address. */
  readonly absent?: boolean;
  readonly reason: string;
  readonly code?: number;
  /** Milliseconds the platform asked to be left alone. */
  readonly wait?: number;
}

type Tried = { readonly outcome: Outcome } | Failed;

function answerOf(tried: Tried): string {
  if ('outcome' in tried) return tried.outcome.refused ? String(tried.outcome.code) : '0';
  return tried.code === undefined ? tried.kind : String(tried.code);
}

const notTried: Failed = { kind: 'out_of_time', retry: false, sent: false, silent: false, reason: 'out of time' };

async function tryOnce(request: PlatformRequest, send: () => Promise<PlatformAnswer>): Promise<Tried> {
  try {
    return classify(request, await send());
  } catch (error) {
    const unsent = { retry: false, sent: false, silent: false } as const;
    if (error instanceof BrokenCircuitError) return { ...unsent, kind: 'circuit_open', reason: 'circuit open' };
    if (error instanceof BulkheadRejectedError)
      return { ...unsent, kind: 'crowded', reason: `${mostWaiting} calls wait for an answer` };
    if (!(error instanceof TransportFailure)) throw error;
    const { kind, status, message } = error;
    const sent = kind !== 'unsent' && kind !== 'no_host';
    const absent = kind === 'no_host' || isAbsence(status);
    return { kind, retry: true, sent, silent: sent, absent, reason: `${kind}: ${message}` };
  }
}

/**
 * How a web server, not the platform, says that nothing is at an address: open.feishu.cn answers 404 "404 page not found"
 * in plain text there; pages without a program behind them do not take a POST.
 */
function isAbsence(status: number | undefined): boolean {
  return status === 404 || status === 405;
}

/** `code` decides, not the HTTP status: several endpoints refuse with HTTP 200. */
function classify({ mayBeEmpty }: PlatformRequest, { status, body, rateLimitReset }: PlatformAnswer): Tried {
  const code = isRecord(body) && typeof body.code === 'number' ? body.code : undefined;
  if (code === undefined ? status === 429 : meaningOf(code, status) === 'rate_limited') {
    const wait = resetMs(rateLimitReset);
    const reason = `HTTP ${status}`;
    return { kind: 'no_number', retry: true, sent: false, silent: false, reason, wait, ...(code && { code }) };
  }
  if (mayBeEmpty && code === undefined && status < 300) return { outcome: { refused: false, body: {} } };
  if (!isRecord(body) || code === undefined) {
    const reason = `HTTP ${status} without a code`;
    return { kind: 'no_number', retry: true, sent: true, silent: true, absent: isAbsence(status), reason };
  }
  if (code === 0 && status < 400) return { outcome: { refused: false, body } };
  const meaning = meaningOf(code, status);
  if (code === 0 || meaning === 'try_again')
    return { kind: 'no_number', retry: true, sent: true, silent: false, reason: `HTTP ${status}`, code };
  const { error } = body;
  const refusal = { refused: true, code, meaning, afterLostAnswer: false } as const;
  return { outcome: { ...refusal, missingScopes: missingScopes(error), logId: logIdOf(error) } };
}

/** 如何解决 99991679 错误: `error.permission_violations[].subject`. */
function missingScopes(error: unknown): string[] {
  const violations = isRecord(error) && Array.isArray(error.permission_violations) ? error.permission_violations : [];
  return violations.flatMap((violation: unknown) =>
    isRecord(violation) && typeof violation.subject === 'string' ? [violation.subject] : [],
  );
}

/** What the platform's support asks for, in `error.log_id` of a refusal of its gateway. */
function logIdOf(error: unknown): string | undefined {
  const id = isRecord(error) ? error.log_id : undefined;
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** 频控策略: `x-ogw-ratelimit-reset` is in seconds. */
function resetMs(reset: string | undefined): number {
  return /^\d{1,4}$/.test(reset ?? '') ? Number(reset) * 1000 : 1_000;
}

function failure({ wait, code, reason }: Failed, maybeActedOn: boolean): UpstreamFailure {
  const limited = wait !== undefined;
  const message = limited ? 'Feishu is answering too many requests.' : 'Feishu does not answer.';
  return new UpstreamFailure('upstream_unavailable', `${message} Try again shortly.`, {
    retryAfter: limited ? Math.max(1, Math.ceil(wait / 1000)) : 3,
    maybeActedOn,
    cause: new Error(reason),
    ...(code === undefined ? {} : { platformCode: code }),
  });
}

function isServerError(answer: unknown): boolean {
  return isRecord(answer) && typeof answer.status === 'number' && answer.status >= 500;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function pause(ms: number, deadline: AbortSignal): Promise<void> {
  // Cut short by the deadline, which is looked at next.
  await delay(ms, undefined, { signal: deadline }).catch(() => undefined);
}
