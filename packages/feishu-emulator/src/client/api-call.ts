import { ApiFailure, type FailResult } from './failure.ts';

/** 标准对象: every API takes one object with three optional callbacks and returns nothing, never a Promise. */
export interface Callbacks<Result extends object = object> {
  success?: (result: Result & { errMsg: string }) => void;
  fail?: (result: FailResult) => void;
  /** Runs after either. */
  complete?: (result: (Result & { errMsg: string }) | FailResult) => void;
}

/**
 * Runs an API and answers through the callbacks, always later than the call itself. Whatever is thrown that is not a
 * refusal becomes `internal error`; what a callback throws is the page's own and stays unhandled.
 */
export function callApi<Result extends object>(
  api: string,
  version: string,
  callbacks: Callbacks<Result> | undefined,
  run: () => Promise<Result>,
): void {
  outcome(api, version, run).then(({ ok, failed }) => {
    if (ok) {
      callbacks?.success?.(ok);
      callbacks?.complete?.(ok);
    } else if (failed) {
      callbacks?.fail?.(failed);
      callbacks?.complete?.(failed);
    }
  });
}

type Outcome<Result> = { ok: Result & { errMsg: string }; failed?: undefined } | { ok?: undefined; failed: FailResult };

async function outcome<Result extends object>(
  api: string,
  version: string,
  run: () => Promise<Result>,
): Promise<Outcome<Result>> {
  try {
    return { ok: { errMsg: `${api}:ok`, ...(await run()) } };
  } catch (thrown) {
    const failure =
      thrown instanceof ApiFailure ? thrown : new ApiFailure(102, { text: `internal error: ${String(thrown)}` });
    return { failed: failure.toResult(api, version) };
  }
}
