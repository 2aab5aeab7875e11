import type { Callbacks } from './api-call.ts';
import { callApi } from './api-call.ts';
import { type Behaviour, crossNetwork } from './behaviour.ts';
import { ApiFailure } from './failure.ts';
import type { Network, NetworkAnswer } from './network.ts';
import { type RequestOptions, readRequest } from './request-options.ts';
import { isAtLeast } from './version.ts';

/** A received answer, whatever its status, is a success. */
export interface RequestResult {
  statusCode: number;
  header: Record<string, string>;
  data: unknown;
  trace?: string;
}

export interface RequestSettings {
  appId: string;
  version: string;
  desktop: boolean;
  network: Network;
  behaviour: Behaviour;
  /** app.json `networkTimeout.request`, milliseconds. */
  timeout: number;
}

const concurrencyLimit = 10;

/** `tt.request` (发起请求). */
export function createRequest(settings: RequestSettings) {
  let running = 0;

  return function request(options: RequestOptions & Callbacks<RequestResult>): { abort: () => void } {
    const controller = new AbortController();
    callApi('request', settings.version, options, async () => {
      if (running >= concurrencyLimit) throw new ApiFailure(111);
      running += 1;
      try {
        return await exchange(options, controller, settings);
      } finally {
        running -= 1;
      }
    });
    return { abort: () => controller.abort(new ApiFailure(301, { text: 'abort' })) };
  };
}

async function exchange(
  options: RequestOptions,
  controller: AbortController,
  settings: RequestSettings,
): Promise<RequestResult> {
  const request = readRequest(options, settings);
  const trace = newTrace();
  const timer = setTimeout(() => controller.abort(new ApiFailure(302, { text: 'timeout' })), settings.timeout);
  try {
    const answer = await untilAborted(controller.signal, async () => {
      await crossNetwork(settings.behaviour);
      return settings.network.send({ ...request, signal: controller.signal });
    });
    if (settings.behaviour.httpErrors === 'fail' && answer.status >= 400) {
      throw new ApiFailure(305, { text: `Network failure: HTTP ${answer.status}` });
    }
    return {
      statusCode: answer.status,
      header: answer.header,
      data: readData(answer, options),
      ...(isAtLeast(settings.version, '4.7.0') && { trace }),
    };
  } catch (thrown) {
    if (thrown instanceof ApiFailure) throw thrown;
    throw new ApiFailure(305, { text: 'CronetError("Cronet Error: code=1 / internal_code=-105 / None")' });
  } finally {
    clearTimeout(timer);
  }
}

/** Rejects with the reason of the abort as soon as it comes, even where the work does not look at the signal. */
function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work().then(resolve, reject);
  });
}

function readData(answer: NetworkAnswer, { dataType = 'json', responseType }: RequestOptions): unknown {
  if (responseType === 'arraybuffer') return answer.body;
  const text = new TextDecoder().decode(answer.body);
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function newTrace(): string {
  return Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
}
