import type Router from '@koa/router';
import type { Recorder } from '../openapi/recorder.ts';
import type { State } from '../state/state.ts';
import type { ExchangeState } from './context.ts';

export type EmulatorRouter = Router<ExchangeState>;

/** The page itself, or how to get the present one. */
export type GadgetHtml = string | (() => string | Promise<string>);

/** What the routes outside the documentation may need beside the state. */
export interface Surroundings {
  /** HTML of a built gadget, for `/_emulator/gadget/`. */
  gadgetHtml: GadgetHtml | undefined;
  /** Origins that `/_emulator/relay` may call, beside loopback. */
  relayOrigins: readonly string[];
  /** The platforms beside the first, by name. */
  worlds: { names(): string[]; remove(name: string): boolean };
  /** Where calls go to a real host and are written down. */
  recorder?: Recorder | undefined;
  /** The file that calls are answered from. */
  replayed?: string | undefined;
  /** Writes the state into a file, where there is one. */
  save?: (() => Promise<void>) | undefined;
  /** Names of hosts that the control API answers to, and answers pages of, beside loopback. */
  allowedHosts: readonly string[];
}

/** Registers a part of `/_emulator/`, everything the real platform lacks. */
export type RegisterControl = (router: EmulatorRouter, state: State, surroundings: Surroundings) => void;

/** Registers the pages that people see, and what the emulated client asks for. */
export type RegisterPages = (router: EmulatorRouter, state: State) => void;
