import { z } from 'zod';
import { headerText } from '../exchange/answer-values.ts';
import { isObject } from '../exchange/call.ts';
import { type Answer, amount, type FaultKind, numberParam, param, secondsAway, textParam } from './effect.ts';

/** Faults in what the answer says. */
export const bodyFaults: Readonly<Record<string, FaultKind>> = {
  override: {
    about: 'The real answer with other fields, however odd.',
    params: {
      set: param(z.record(z.string(), z.unknown()), 'dotted field to value, as {"data.name": 7}'),
      unset: param(z.array(z.string()), 'a list of dotted fields'),
    },
    effect: { kind: 'alter', alter: (answer, { params }) => alterJson(answer, params.set, params.unset) },
  },
  'missing-field': {
    about: 'The real answer without one field.',
    params: { field: param(z.string(), 'dotted, default data.open_id') },
    effect: {
      kind: 'alter',
      alter: (answer, { params }) => alterJson(answer, undefined, [textParam(params, 'field', 'data.open_id')]),
    },
  },
  'null-data': altered('data is null.', { data: null }),
  'string-code': altered('code is the text "0".', { code: '0' }),
  'no-code': {
    about: 'The answer has no code.',
    effect: { kind: 'alter', alter: (answer) => alterJson(answer, undefined, ['code']) },
  },
  'other-user': altered('user_info describes somebody else.', {
    'data.open_id': 'ou_ffffffffffffffffffffffffffffffff',
    'data.union_id': 'on_ffffffffffffffffffffffffffffffff',
  }),
  'odd-text': altered('Names that break careless code: NUL, a lone surrogate, RTL override, markup.', {
    'data.name': 'a\u0000b\ud800\u202e<img src=x onerror=alert(1)>',
    'data.avatar_url': 'javascript:alert(1)',
  }),
  'huge-name': {
    about: 'A name of params.bytes characters (default 1 MB).',
    params: { bytes: param(amount.max(1e7), 'default 1000000') },
    effect: {
      kind: 'alter',
      alter: (answer, { params }) =>
        alterJson(answer, { 'data.name': '名'.repeat(numberParam(params, 'bytes', 1_000_000)) }, undefined),
    },
  },
  empty: garbled('An empty body.', () => Buffer.alloc(0)),
  'truncated-json': garbled('The answer ends in the middle.', (body) => body.subarray(0, Math.ceil(body.length / 2))),
  bom: garbled('A byte order mark before the JSON.', (body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])),
  'invalid-utf8': garbled('A byte that is not UTF-8 inside the JSON.', (body) =>
    Buffer.concat([body.subarray(0, -1), Buffer.from([0x2c, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])]),
  ),
  'wrong-content-type': {
    about: 'The right JSON as text/plain.',
    params: { type: param(headerText, 'default text/plain') },
    effect: {
      kind: 'garble',
      garble: (answer, { params }) => ({
        ...answer,
        headers: { ...answer.headers, 'content-type': textParam(params, 'type', 'text/plain; charset=utf-8') },
      }),
    },
  },
  'wrong-date': {
    about: 'A Date header params.seconds away from the truth (default a day).',
    params: { seconds: param(secondsAway, 'default 86400') },
    effect: {
      kind: 'garble',
      garble: (answer, { params, platform }) => ({
        ...answer,
        headers: {
          ...answer.headers,
          date: new Date(platform.clock.now() + numberParam(params, 'seconds', 86_400) * 1000).toUTCString(),
        },
      }),
    },
  },
  'huge-header': {
    about: 'A response header of params.bytes (default 100 kB).',
    params: { bytes: param(amount.max(1e7), 'default 100000') },
    effect: {
      kind: 'garble',
      garble: (answer, { params }) => ({
        ...answer,
        headers: { ...answer.headers, 'x-padding': 'x'.repeat(numberParam(params, 'bytes', 100_000)) },
      }),
    },
  },
};

function altered(about: string, set: Record<string, unknown>): FaultKind {
  return { about, effect: { kind: 'alter', alter: (answer) => alterJson(answer, set, undefined) } };
}

function garbled(about: string, change: (body: Buffer) => Buffer): FaultKind {
  return { about, effect: { kind: 'garble', garble: (answer) => ({ ...answer, body: change(answer.body) }) } };
}

function alterJson(answer: Answer, set: unknown, unset: unknown): Answer {
  let body: unknown;
  try {
    body = JSON.parse(answer.body.toString('utf8'));
  } catch (error) {
    // A page has no fields to alter.
    if (error instanceof SyntaxError) return answer;
    throw error;
  }
  if (!isObject(body)) return answer;
  if (isObject(set)) for (const [path, value] of Object.entries(set)) change(body, path.split('.'), value);
  if (Array.isArray(unset)) for (const path of unset) change(body, String(path).split('.'), undefined);
  return { ...answer, body: Buffer.from(JSON.stringify(body)) };
}

/** Sets the field, or removes it when the value is undefined; a path through something else changes nothing. */
function change(target: Record<string, unknown>, [field, ...rest]: string[], value: unknown): void {
  if (field === undefined) return;
  if (rest.length > 0) {
    // What every object has by inheritance is no field of this one.
    const inner = Object.hasOwn(target, field) ? target[field] : undefined;
    if (isObject(inner)) change(inner, rest, value);
    return;
  }
  if (value === undefined) delete target[field];
  else target[field] = value;
}
