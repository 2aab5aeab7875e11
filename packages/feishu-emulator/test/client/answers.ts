/** What an API answered: `{ ok }` or `{ failed }`, and the order in which its callbacks ran. */
export interface ApiAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape.
  ok?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  failed?: any;
  order: string[];
}

/** Calls an API of the client and waits for `complete`. */
export function answerOf<Api extends (options: never) => unknown>(
  api: Api | undefined,
  options: Omit<NonNullable<Parameters<Api>[0]>, 'success' | 'fail' | 'complete'>,
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
    // The callbacks take any result: which one it is, is what the test looks at.
    api({ ...options, ...callbacks } as never);
  });
}
