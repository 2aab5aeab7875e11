import { z } from 'zod';
import type { SnapshotView, StateView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { seedJsonSchema } from '../seed/json-schema.ts';
import type { State } from '../state/state.ts';
import { provenanceView } from './provenance.ts';
import { ControlError, readControl, takesNothing } from './request.ts';
import { appView, userView } from './views.ts';

/** The state as a whole: look, back to the seed, keep, put back. */
export const registerStateControl: RegisterControl = (router, state) => {
  router.get('/_emulator/state', takesNothing, (ctx) => {
    ctx.body = {
      apps: state.apps.all().map(appView),
      users: state.users.all().map((user) => userView(state, user)),
      counts: countsOf(state),
      settings: state.settings.values,
      provenance: provenanceView(),
      faults: state.faults.list(),
      clock: { now: new Date(state.clock.now()).toISOString() },
      calls: state.journal.calls(),
    } satisfies StateView;
  });

  router.get('/_emulator/seed.schema.json', takesNothing, (ctx) => {
    ctx.body = seedJsonSchema();
  });

  router.get('/_emulator/seed', takesNothing, (ctx) => {
    ctx.body = state.seed();
  });

  router.post('/_emulator/reset', takesNothing, (ctx) => {
    state.reset();
    ctx.body = { reset: true };
  });

  router.get('/_emulator/snapshots', takesNothing, (ctx) => {
    ctx.body = {
      snapshots: state
        .snapshots()
        .map(({ id, name, taken_at }): SnapshotView => ({ id, name, taken_at: new Date(taken_at).toISOString() })),
    };
  });

  router.post('/_emulator/snapshot', async (ctx) => {
    const { name } = await readControl(ctx, z.strictObject({ name: z.string().min(1).max(100).optional() }));
    ctx.body = { id: state.snapshot(name) };
  });

  router.post('/_emulator/restore', async (ctx) => {
    const { id } = await readControl(ctx, z.strictObject({ id: z.string() }));
    if (!state.restore(id)) throw new ControlError(404, `There is no snapshot "${id}".`);
    ctx.body = { restored: id };
  });

  router.all('/_emulator/trap{/*rest}', (ctx) => {
    state.trap.spring();
    ctx.body = { trapped: state.trap.count() };
  });
  router.get('/_emulator/trapped', takesNothing, (ctx) => {
    ctx.body = { trapped: state.trap.count() };
  });
};

function countsOf(state: State): Record<string, number> {
  const now = state.clock.now();
  const codes = state.codes.all();
  return {
    apps: state.apps.all().length,
    users: state.users.all().length,
    codes: codes.length,
    live_codes: codes.filter((code) => code.used_at === null && code.expires_at > now).length,
    ...state.userTokens.counts(),
    app_tokens: state.appTokens.count(),
    grants: state.grants.all().length,
    journal: state.journal.last(),
  };
}
