/** How a call of the Feishu client ended. It may also never end: some clients lose calls. */
export type BridgeAnswer =
  | { kind: 'success'; result: Readonly<Record<string, unknown>> }
  | { kind: 'fail'; errno: number | undefined; message: string; error: Readonly<Record<string, unknown>> }
  | { kind: 'silence' };

/** What every function of the client takes (标准对象). What the callbacks are given is read, never trusted. */
export interface Callbacks {
  success(result?: unknown): void;
  fail(error?: unknown): void;
}

/** Calls a function of the client and waits for its first answer, for so long and no longer. A throw is a failure. */
export function askClient(withinMs: number, call: (callbacks: Callbacks) => unknown): Promise<BridgeAnswer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'silence' }), withinMs);
    const settle = (answer: BridgeAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    try {
      call({
        success: (result) => settle({ kind: 'success', result: readRecord(result) }),
        fail: (error) => settle(failure(error)),
      });
    } catch (error) {
      settle(failure(error));
    }
  });
}

function failure(thrown: unknown): BridgeAnswer {
  const error = readRecord(thrown);
  const texts = [error.errMsg, error.errString, error.message, thrown];
  return {
    kind: 'fail',
    // `errno` is the rule since client 5.15, older ones say `errCode` (Errno错误码).
    errno: readNumber(error.errno) ?? readNumber(error.errCode),
    message: texts.find((text): text is string => typeof text === 'string') ?? 'the client failed without a word',
    error,
  };
}

/** An object, or one that came as its JSON; of anything else nothing is known. */
export function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  const read = typeof value === 'string' ? readJson(value) : value;
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
}

/** What a text says in JSON; any other text, and whatever is no text, stays as it is. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A number, or one that came as text. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
