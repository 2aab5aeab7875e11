import { z } from 'zod';
import { faultPlan } from '../control-api/requests.ts';
import type { FaultParamView, FaultsView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { FaultError, familyOf, faultAliases, faultCatalogue } from '../faults/catalogue.ts';
import { type FaultKind, momentOf } from '../faults/effect.ts';
import { requireApp, requireUser } from './named.ts';
import { ControlError, readControl, readQuery, takesNothing } from './request.ts';

/** Faults: plan, list, call off. */
export const registerFaultControl: RegisterControl = (router, state) => {
  router.get('/_emulator/faults', takesNothing, (ctx) => {
    ctx.body = {
      faults: state.faults.list(),
      catalogue: Object.entries(faultCatalogue).map(([fault, kind]) => ({
        fault,
        family: familyOf(fault),
        about: kind.about,
        params: paramsOf(kind),
        when: momentOf(kind),
        paths: kind.paths ?? null,
      })),
      aliases: faultAliases,
    } satisfies FaultsView;
  });

  router.post('/_emulator/faults', async (ctx) => {
    const asked = await readControl(ctx, faultPlan);
    if (asked.match?.app_id !== undefined) requireApp(state, asked.match.app_id);
    if (asked.match?.open_id !== undefined) requireUser(state, asked.match.open_id);
    try {
      ctx.body = state.faults.add(asked);
    } catch (error) {
      if (error instanceof FaultError) throw new ControlError(400, error.message);
      throw error;
    }
  });

  router.delete('/_emulator/faults', async (ctx) => {
    const target = z.strictObject({ id: z.string().optional() });
    const { id } = ctx.querystring === '' ? await readControl(ctx, target) : readQuery(ctx, target);
    if (id === undefined) state.faults.clear();
    else if (!state.faults.remove(id)) throw new ControlError(404, `There is no fault "${id}".`);
    ctx.status = 204;
  });

  router.delete('/_emulator/faults/:id', takesNothing, (ctx) => {
    const id = ctx.params.id ?? '';
    if (!state.faults.remove(id)) throw new ControlError(404, `There is no fault "${id}".`);
    ctx.status = 204;
  });
};

function paramsOf({ params = {} }: FaultKind): Record<string, FaultParamView> {
  return Object.fromEntries(
    Object.entries(params).map(([name, { about, type }]) => [name, { about, type: kindOf(type) }]),
  );
}

function kindOf(type: z.ZodType): FaultParamView['type'] {
  const { type: kind } = z.toJSONSchema(type);
  if (kind === 'string') return 'text';
  return kind === 'number' || kind === 'integer' ? 'number' : 'json';
}
