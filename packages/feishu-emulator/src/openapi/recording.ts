import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { describeIssue } from '../state/issues.ts';
import { type RecordedCall, recordedCall } from './recorded-call.ts';

const version = 1;

const recordingFile = z.strictObject({
  format: z.literal('feishu-emulator recording'),
  version: z.literal(version),
  calls: z.array(recordedCall),
});

/** A recording that cannot be used; the message names the file. */
export class RecordingError extends Error {
  override name = 'RecordingError';
}

export function recordingText(calls: readonly RecordedCall[]): string {
  const file: z.input<typeof recordingFile> = { format: 'feishu-emulator recording', version, calls: [...calls] };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export async function readRecording(file: string): Promise<RecordedCall[]> {
  const told = await readJson(file);
  const checked = recordingFile.safeParse(told);
  if (checked.success) return checked.data.calls;
  throw new RecordingError(
    `${file} is no recording of version ${version}:\n${checked.error.issues.slice(0, 5).map(describeIssue).join('\n')}`,
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RecordingError(`The recording ${file} cannot be read: ${reason}`);
  }
}
