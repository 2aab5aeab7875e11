/** What nearly every function of `tt` is given (page "标准对象"); what else it takes, the function reads by its name. */
export interface Options {
  success?(result: object): void;
  fail?(error: object): void;
  complete?(result: object): void;
  readonly [name: string]: unknown;
}

/** A function that reports through callbacks, later than the call, and never throws. */
export type Answering = (options?: Options) => void;

/** Why a function fails: after `name:fail`, with the platform's number where it is known. */
export class Refusal extends Error {
  readonly errno: number;
  /** What else `fail` is told, such as the number of the older APIs. */
  readonly more: object;

  constructor(message: string, errno = 104, more: object = {}) {
    super(message);
    this.errno = errno;
    this.more = more;
  }
}

/** The person said no, or closed what was asked. */
export const cancelled = (): Refusal => new Refusal('cancel', 107);

export function answering(
  name: string,
  act: (options: Options) => object | undefined | Promise<object | undefined>,
): Answering {
  return (options = {}) => {
    const outcome = Promise.resolve(options).then(act);
    outcome.then(
      (result) => {
        const told = { ...result, errMsg: `${name}:ok` };
        options.success?.(told);
        options.complete?.(told);
      },
      (error: unknown) => {
        const { message, errno, more } = error instanceof Refusal ? error : new Refusal(String(error), 102);
        const told = { errMsg: `${name}:fail ${message}`, errno, errString: message, ...more };
        options.fail?.(told);
        options.complete?.(told);
      },
    );
  };
}

/** Functions by their names, each made an answering one. */
export function allAnswering(
  acts: Readonly<Record<string, (options: Options) => object | undefined | Promise<object | undefined>>>,
): Record<string, Answering> {
  return Object.fromEntries(Object.entries(acts).map(([name, act]) => [name, answering(name, act)]));
}

export function textIn(options: Options, name: string, otherwise = ''): string {
  const value = options[name];
  return value === undefined || value === null ? otherwise : String(value);
}

/** A parameter that has to be there. */
export function requiredIn(options: Options, name: string): string {
  const text = textIn(options, name);
  if (text === '') throw new Refusal(`invalid parameter: ${name} is required`);
  return text;
}

export function listIn(options: Options, name: string): readonly unknown[] {
  const value = options[name];
  return Array.isArray(value) ? value : [];
}
