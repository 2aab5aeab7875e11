import { ApiFailure } from './failure.ts';

/** 数据缓存: the types that survive storage are String Object Array Number Date Boolean Undefined Null. */
export function encodeValue(value: unknown): string {
  if (value === undefined) return 'u';
  // A date may come from another realm, where `instanceof` says no.
  if (Object.prototype.toString.call(value) === '[object Date]') return `d${Number(value)}`;
  const text = JSON.stringify(value);
  if (text === undefined) throw new ApiFailure(104, { text: 'invalid parameter: data cannot be stored' });
  return `j${text}`;
}

export function decodeValue(text: string): unknown {
  if (text[0] === 'd') return new Date(Number(text.slice(1)));
  return text[0] === 'j' ? JSON.parse(text.slice(1)) : undefined;
}

/** Bytes that a value takes, as the limits count them. */
export function sizeOf(encoded: string): number {
  return new TextEncoder().encode(encoded).length - 1;
}
