import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { commandTexts, type Language } from './texts.ts';
import { UsageError } from './usage-error.ts';

/** What a JSON or YAML file holds, told apart by its name; a byte order mark, as Windows writes it, is no part of it. */
export async function readDataFile(file: string, language: Language): Promise<unknown> {
  const texts = commandTexts[language];
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(texts.unreadable(file, reasonOf(error)));
  }
  const isYaml = /\.ya?ml$/i.test(file);
  try {
    return isYaml ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw new UsageError(texts.malformed(file, isYaml ? 'YAML' : 'JSON', reasonOf(error)));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
