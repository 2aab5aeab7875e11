import protobuf from 'protobufjs/light.js';
import type { Frame } from './connections.ts';

const { Field, Root, Type } = protobuf;

const header = new Type('Header')
  .add(new Field('key', 1, 'string', 'required'))
  .add(new Field('value', 2, 'string', 'required'));
const frame = new Type('Frame')
  .add(new Field('SeqID', 1, 'uint64', 'required'))
  .add(new Field('LogID', 2, 'uint64', 'required'))
  .add(new Field('service', 3, 'int32', 'required'))
  .add(new Field('method', 4, 'int32', 'required'))
  .add(new Field('headers', 5, 'Header', 'repeated'))
  .add(new Field('payloadEncoding', 6, 'string', 'optional'))
  .add(new Field('payloadType', 7, 'string', 'optional'))
  .add(new Field('payload', 8, 'bytes', 'optional'))
  .add(new Field('LogIDNew', 9, 'string', 'optional'));
new Root().define('pbbp2').add(header).add(frame);

export function encodeFrame({ method, service, headers, payload }: Frame): Uint8Array {
  return frame
    .encode({
      SeqID: 0,
      LogID: 0,
      service,
      method,
      headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
      payload,
    })
    .finish();
}

/** The frame, or nothing when the bytes are none. */
export function decodeFrame(bytes: Uint8Array): Frame | undefined {
  const decoded = decode(bytes);
  if (!decoded) return undefined;
  const { method, service, headers, payload } = decoded;
  return {
    method: Number(method),
    service: Number(service),
    headers: Object.fromEntries(
      (Array.isArray(headers) ? headers : []).map(({ key, value }): [string, string] => [String(key), String(value)]),
    ),
    payload: Buffer.isBuffer(payload) ? payload : Buffer.alloc(0),
  };
}

function decode(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    return frame.toObject(frame.decode(bytes), { defaults: true, arrays: true, bytes: Buffer });
  } catch (error) {
    // RangeError for bytes that end too soon, ProtocolError for missing fields, Error for unknown wire types.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
