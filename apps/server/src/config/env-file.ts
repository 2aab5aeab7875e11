import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Thrown when `.env` is there and cannot be read; the message is for the person who wrote it. */
export class EnvFileError extends Error {
  override readonly name = 'EnvFileError';
}

/**
 * Adds to `env` what the folder's `.env` says and the environment does not. Node's own reading, after what editors of
 * other systems leave in a file: a byte order mark, which would become part of the first name, and other line ends.
 * @throws EnvFileError rather than going on without settings that somebody has written down
 */
export function loadEnvFile(folder: string, env: NodeJS.ProcessEnv): void {
  const file = join(folder, '.env');
  if (!existsSync(file)) {
    if (existsSync(`${file}.txt`)) throw new EnvFileError(`${texts.ending}: ${file}.txt`);
    return;
  }
  const text = decoded(readFileSync(file));
  if (text === undefined) throw new EnvFileError(`${texts.encoding}: ${file}`);
  for (const [name, value] of Object.entries(parseEnv(text.replaceAll(/\r\n?/g, '\n')))) {
    if (!(name in env)) env[name] = value;
  }
}

/** Without its byte order mark; `undefined` when it is no UTF-8, or UTF-16, in which settings are half zero bytes. */
function decoded(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const texts = {
  ending: '文件名应为 .env，没有 .txt · This file must be named .env, without .txt',
  encoding: '文件必须以 UTF-8 编码保存 · This file must be saved as UTF-8',
};
