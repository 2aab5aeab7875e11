import { type GadgetFile, type GadgetFiles, type Problem, placeAt } from './files.ts';

export type Json = Record<string, unknown>;

export interface JsonFile {
  file: GadgetFile;
  json: Json;
}

/** Reads JSON objects by their path; what is missing or broken is told once, and is `undefined`. */
export function createJsonReader(files: GadgetFiles, problems: Problem[]) {
  const known = new Map<string, JsonFile | undefined>();

  function optional(path: string): JsonFile | undefined {
    const file = files.get(path);
    if (file === undefined) return undefined;
    if (!known.has(path)) {
      const json = parse(file, problems);
      known.set(path, json && { file, json });
    }
    return known.get(path);
  }

  return {
    optional,
    required(path: string): JsonFile | undefined {
      if (!files.has(path)) problems.push({ severity: 'error', file: path, message: 'is missing' });
      return optional(path);
    },
  };
}

export type JsonReader = ReturnType<typeof createJsonReader>;

function parse(file: GadgetFile, problems: Problem[]): Json | undefined {
  const text = file.text.replace(/^\uFEFF/, '');
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Json;
    problems.push({ severity: 'error', file: file.path, message: 'is not a JSON object' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const offset = position === undefined ? text.length : Number(position);
    const what = `is not JSON: ${message.replace(/ \(line.*\)$/, '')}`;
    problems.push({ severity: 'error', ...placeAt(file, offset), message: what });
  }
  return undefined;
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
