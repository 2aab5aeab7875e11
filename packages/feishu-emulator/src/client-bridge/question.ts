import type { ExchangeState } from '../exchange/context.ts';
import type { Faults } from '../faults/plan.ts';
import type { Platform } from '../state/platform.ts';

/** One call of the client, checked, and what may answer it. */
export interface ClientQuestion<Ask> {
  ask: Ask;
  platform: Platform;
  faults: Pick<Faults, 'take'>;
  note: ExchangeState['note'];
}
