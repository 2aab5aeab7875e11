import { Refusal } from './answer.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface Encoding {
  read(bytes: Bytes): string;
  write(text: string): Bytes;
}

const utf8: Encoding = {
  read: (bytes) => new TextDecoder().decode(bytes),
  write: (text) => new TextEncoder().encode(text),
};

/** A character for each byte. */
const latin1: Encoding = {
  read: (bytes) => bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''),
  write: (text) => Uint8Array.from(text, (character) => character.charCodeAt(0)),
};

const base64: Encoding = {
  read: (bytes) => btoa(latin1.read(bytes)),
  write: (text) => latin1.write(atob(text)),
};

const hex: Encoding = {
  read: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  write: (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
};

const utf16le: Encoding = {
  read: (bytes) => new TextDecoder('utf-16le').decode(bytes),
  write: (text) => new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer),
};

/** By their names on the page "FileSystemManager.writeFile". */
const encodings: Readonly<Record<string, Encoding>> = {
  ...{ utf8, 'utf-8': utf8, ascii: latin1, binary: latin1, latin1, base64, hex },
  ...{ ucs2: utf16le, 'ucs-2': utf16le, utf16le, 'utf-16le': utf16le },
};

export function encodingOf(name: string): Encoding {
  const encoding = encodings[name.toLowerCase()];
  if (encoding === undefined) throw new Refusal(`invalid parameter: encoding ${name}`);
  return encoding;
}
