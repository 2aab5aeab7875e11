import type { ParameterizedContext } from 'koa';
import type { Call } from './call.ts';
import type { Refusal, Why } from './failure.ts';

/** What the routes of a documented endpoint or page find in `ctx.state`. */
export interface ExchangeState {
  call: Call;
  /** Tells the journal what became of the call, where the route knows it better than its answer says. */
  note(note: Note): void;
}

export type ExchangeContext = ParameterizedContext<ExchangeState>;

export interface Note {
  app_id?: string | null;
  open_id?: string | null;
  code?: number | string | null;
  committed?: boolean;
  why?: Why;
  /** Codes and tokens handed out, by field; only their fingerprints are kept. */
  credentials?: Record<string, string>;
}

export interface Outcome {
  committed: boolean;
  refusal?: Refusal;
}
