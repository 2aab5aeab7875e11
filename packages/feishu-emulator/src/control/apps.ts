import { type AppChange, appChange } from '../control-api/requests.ts';
import type { RegisterControl } from '../exchange/router.ts';
import type { Platform } from '../state/platform.ts';
import { requireApp, requireDepartments, requireTenants, requireUser } from './named.ts';
import { ControlError, defined, readControl, readId, takesNothing } from './request.ts';
import { appView } from './views.ts';

/** Apps, as the developer console sets them up. */
export const registerAppControl: RegisterControl = (router, state) => {
  router.put('/_emulator/apps/:app_id', async (ctx) => {
    const app_id = readId(ctx.params.app_id);
    const change = await readControl(ctx, appChange);
    requireTenants(state, 'tenant_key', [change.tenant_key]);
    requireTenants(state, 'installed_tenants', change.installed_tenants ?? []);
    requireInRange(state, change.contact_range);
    const before = state.apps.find(app_id);
    const changed = state.apps.upsert({ ...defined(change), app_id });
    await state.events.appChanged(before, changed);
    ctx.body = appView(changed);
  });

  router.delete('/_emulator/apps/:app_id', takesNothing, (ctx) => {
    state.apps.remove(requireApp(state, ctx.params.app_id).app_id);
    ctx.status = 204;
  });

  /** Ends the app's own tokens early, as the platform may. */
  router.post('/_emulator/apps/:app_id/revoke-tokens', takesNothing, (ctx) => {
    state.appTokens.revoke(requireApp(state, ctx.params.app_id).app_id);
    ctx.status = 204;
  });
};

function requireInRange(platform: Platform, range: AppChange['contact_range']): void {
  requireDepartments(platform, 'contact_range.department_ids', range?.department_ids);
  for (const open_id of range?.user_ids ?? []) requireUser(platform, open_id);
  const unknown = range?.group_ids?.find((id) => !platform.directory.group(id));
  if (unknown === undefined) return;
  throw new ControlError(400, `contact_range.group_ids: There is no user group "${unknown}".`);
}
