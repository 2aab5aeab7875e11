import { createWriter } from '../files/write-atomically.ts';
import type { RecordedCall } from './recorded-call.ts';
import { recordingText } from './recording.ts';

/** A recording in the making: it begins a new file with its first call. */
export interface Recorder {
  /** The real host. */
  to: string;
  file: string;
  calls: readonly RecordedCall[];
  /** Every secret that passed by, so that none is written wherever it turns up. */
  secrets: Set<string>;
  keep(call: RecordedCall): Promise<void>;
}

export function createRecorder(to: string, file: string): Recorder {
  const calls: RecordedCall[] = [];
  const write = createWriter(file, () => recordingText(calls));
  return {
    to: new URL(to).origin,
    file,
    calls,
    secrets: new Set(),
    keep(call) {
      calls.push(call);
      return write();
    },
  };
}
