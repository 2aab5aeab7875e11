import type { RefusalCode, RefusalView } from './views.ts';

/** The control API did not do what was asked; the message says what to change. */
export class ControlRefused extends Error {
  override name = 'ControlRefused';
  /** `METHOD /path` of the call. */
  readonly call: string;
  readonly status: number;
  /** Absent when the answer is not the control API's own. */
  readonly code: RefusalCode | undefined;

  constructor(call: string, status: number, refusal: RefusalView['error'] | undefined) {
    super(refusal?.message ?? `${call} answered ${status}, and not as an emulator does. Is its address right?`);
    this.call = call;
    this.status = status;
    this.code = refusal?.code;
  }
}
