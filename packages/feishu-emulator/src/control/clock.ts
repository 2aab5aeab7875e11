import { z } from 'zod';
import type { RegisterControl } from '../exchange/router.ts';
import { ControlError, readControl } from './request.ts';

/** Seconds; some three thousand years, within what a Date can hold. */
const farAway = 1e11;

const change = z.strictObject({
  advance_seconds: z.number().min(-farAway).max(farAway).optional(),
  /** ISO 8601, or milliseconds since 1970. */
  set: z
    .union([
      z.iso.datetime({ offset: true }),
      z
        .number()
        .min(0)
        .max(farAway * 1000),
    ])
    .optional(),
});

/** The clock: what was due on the way is done before the answer. */
export const registerClockControl: RegisterControl = (router, state) => {
  const view = () => ({ now: new Date(state.clock.now()).toISOString(), milliseconds: state.clock.now() });
  router.get('/_emulator/clock', (ctx) => {
    ctx.body = view();
  });
  router.post('/_emulator/clock', async (ctx) => {
    const { advance_seconds, set } = await readControl(ctx, change);
    if ((advance_seconds === undefined) === (set === undefined)) {
      throw new ControlError(400, 'Send either advance_seconds or set.');
    }
    if (advance_seconds !== undefined) await state.clock.advance(advance_seconds);
    if (set !== undefined) await state.clock.set(new Date(set).getTime());
    ctx.body = view();
  });
};
