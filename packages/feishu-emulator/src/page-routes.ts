import type { EmulatorRouter } from './app.ts';
import type { State } from './state.ts';

/** Registers the pages that people see, and what the emulated client asks for. */
export type RegisterPages = (router: EmulatorRouter, state: State) => void;

/** One line for each file of pages. */
export const pageRoutes: readonly RegisterPages[] = [];
