import { userTokenErrors } from '@feishu-login/feishu-types';
import type { Call } from '../exchange/call.ts';
import { refuse } from '../exchange/failure.ts';

/** Reads a text field; an empty one counts as not sent, another type as malformed. */
export type ReadField = (name: string) => string | undefined;

/** A field without which the grant means nothing. */
export function requireField(fields: ReadField, name: string): string {
  const value = fields(name);
  if (value !== undefined) return value;
  throw refuse(userTokenErrors, 20001, { en: `${name} is missing.`, zh: `缺少参数 ${name}。` });
}

export function readFields(call: Call): ReadField {
  if (call.body.kind === 'unreadable' || call.body.kind === 'none') {
    throw refuse(userTokenErrors, 20063, {
      en: 'The body is empty, not readable, or over 1 MB. Send a form, or a JSON object with Content-Type application/json; charset=utf-8.',
      zh: '请求体为空、无法解析或超过 1 MB。请发送表单，或以 application/json; charset=utf-8 发送 JSON 对象。',
    });
  }
  return (name) => {
    const value = call.body.fields[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string') return value;
    throw refuse(userTokenErrors, 20063, {
      en: `${name} must be a string, it was ${Array.isArray(value) ? 'an array' : `a ${typeof value}`}.`,
      zh: `${name} 必须是字符串。`,
    });
  };
}
