import { clockChange } from '../control-api/requests.ts';
import type { ClockView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { OutOfTime } from '../state/clock.ts';
import { ControlError, readControl, takesNothing } from './request.ts';

/** The clock: what was due on the way is done before the answer. */
export const registerClockControl: RegisterControl = (router, state) => {
  const view = (): ClockView => {
    const milliseconds = state.clock.now();
    return { now: new Date(milliseconds).toISOString(), milliseconds, frozen: state.clock.isFrozen() };
  };
  router.get('/_emulator/clock', takesNothing, (ctx) => {
    ctx.body = view();
  });
  router.post('/_emulator/clock', async (ctx) => {
    const { advance_seconds, set, frozen } = await readControl(ctx, clockChange);
    const moves = [advance_seconds, set].filter((one) => one !== undefined).length;
    if (moves > 1 || (moves === 0 && frozen === undefined)) {
      throw new ControlError(400, 'Send either advance_seconds or set, or frozen.');
    }
    const stood = state.clock.isFrozen();
    // Standing still first, it is then exactly where it was put.
    if (frozen === true) state.clock.freeze(true);
    try {
      if (advance_seconds !== undefined) await state.clock.advance(advance_seconds);
      if (set !== undefined) await state.clock.set(new Date(set).getTime());
    } catch (error) {
      state.clock.freeze(stood);
      if (error instanceof OutOfTime) throw new ControlError(400, error.message);
      throw error;
    }
    if (frozen === false) state.clock.freeze(false);
    ctx.body = view();
  });
};
