/** Where a call of `tls.connect` wants to go, and whom to tell when the connection is there. */
export interface Target {
  /** Nothing, where it is not a host of its own choosing: a pipe, or a tunnel through a proxy. */
  readonly host: string | undefined;
  readonly opened: (() => void) | undefined;
}

/** Reads `(options, done?)`, `(port, options?, done?)` and `(port, host, options?, done?)`. */
export function readTarget(args: readonly unknown[]): Target {
  const options = args.find((arg): arg is object => typeof arg === 'object' && arg !== null) ?? {};
  const opened = args.find((arg): arg is () => void => typeof arg === 'function');
  const named: unknown = args.find((arg) => typeof arg === 'string') ?? Reflect.get(options, 'host');
  const bound = ['socket', 'path'].some((name) => Reflect.get(options, name));
  return { host: typeof named === 'string' && !bound ? named.toLowerCase() : undefined, opened };
}
