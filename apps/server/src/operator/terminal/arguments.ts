import { type ParseArgsConfig, parseArgs } from 'node:util';
import { OperatorFailure } from '../failure.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; strict: true; allowPositionals: true }>
>;

/** `util.parseArgs`, whose complaints become failures in both languages. @throws OperatorFailure */
export function readArguments<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw misused(error);
  }
}

/** For commands that take nothing but options. @throws OperatorFailure */
export function onlyOptions<const O extends Options>(args: readonly string[], options: O): Parsed<O>['values'] {
  const { values, positionals } = readArguments(args, options);
  const [extra] = positionals;
  if (extra === undefined) return values;
  throw new OperatorFailure('usage', {
    zh: `多余的参数“${extra}”。`,
    en: `“${extra}” is one argument too many.`,
  });
}

/** A whole number of rows. @throws OperatorFailure */
export function readLimit(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new OperatorFailure('usage', {
    zh: `--limit 的值“${text}”应为正整数，例如 ${fallback}。`,
    en: `--limit is “${text}”; it must be a whole number such as ${fallback}.`,
  });
}

function misused(error: unknown): unknown {
  if (!isCoded(error)) return error;
  const name = /'(--?[^' ]+)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return new OperatorFailure('usage', { zh: `没有 ${name} 这个选项。`, en: `There is no option ${name}.` });
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return error.message.includes('does not take')
        ? new OperatorFailure('usage', { zh: `${name} 不带值。`, en: `${name} takes no value.` })
        : new OperatorFailure('usage', { zh: `${name} 需要一个值。`, en: `${name} needs a value.` });
    default:
      return error;
  }
}

function isCoded(error: unknown): error is { code: string; message: string } {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
