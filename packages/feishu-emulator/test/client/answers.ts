interface Answered {
  success?: (result: never) => void;
  fail?: (result: never) => void;
}

/** What an API answered: `{ ok }` or `{ failed }`, and the order in which its callbacks ran. */
export interface ApiAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape.
  ok?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  failed?: any;
  order: string[];
}

/** Calls an API of the client and waits for `complete`. */
export function answerOf<Options extends Answered>(
  api: ((options: Options) => unknown) | undefined,
  options: Omit<Options, 'success' | 'fail' | 'complete'>,
): Promise<ApiAnswer> {
  if (!api) throw new Error('This client does not have the API');
  return new Promise((resolve) => {
    const answer: ApiAnswer = { order: [] };
    const callbacks = {
      success(ok: unknown) {
        answer.ok = ok;
        answer.order.push('success');
      },
      fail(failed: unknown) {
        answer.failed = failed;
        answer.order.push('fail');
      },
      complete() {
        answer.order.push('complete');
        resolve(answer);
      },
    };
    // The API's own option type has the callbacks; only their results are looked at here.
    api({ ...options, ...callbacks } as unknown as Options);
  });
}
