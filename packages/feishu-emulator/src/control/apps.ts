import { appChange } from '../control-api/requests.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { ControlError, defined, readControl, readId } from './request.ts';
import { appView } from './views.ts';

/** Apps, as the developer console sets them up. */
export const registerAppControl: RegisterControl = (router, state) => {
  router.put('/_emulator/apps/:app_id', async (ctx) => {
    const app_id = readId(ctx.params.app_id);
    const change = await readControl(ctx, appChange);
    const before = state.apps.find(app_id);
    const changed = state.apps.upsert({ ...defined(change), app_id });
    await state.events.appChanged(before, changed);
    ctx.body = appView(changed);
  });

  router.delete('/_emulator/apps/:app_id', (ctx) => {
    const app_id = ctx.params.app_id ?? '';
    if (!state.apps.find(app_id)) throw new ControlError(404, `There is no app "${app_id}".`);
    state.apps.remove(app_id);
    ctx.status = 204;
  });

  /** Ends the app's own tokens early, as the platform may. */
  router.post('/_emulator/apps/:app_id/revoke-tokens', (ctx) => {
    state.appTokens.revoke(ctx.params.app_id ?? '');
    ctx.status = 204;
  });
};
