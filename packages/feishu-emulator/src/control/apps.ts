import { z } from 'zod';
import type { RegisterControl } from '../exchange/router.ts';
import { ControlError, defined, readControl } from './request.ts';
import { appView } from './views.ts';

const list = z.array(z.string()).optional();
const optionalText = z.string().nullable().optional();

const app = z.strictObject({
  app_secret: z.string().min(1).optional(),
  name: z.string().optional(),
  type: z.enum(['self_built', 'store']).optional(),
  tenant_key: optionalText,
  installed_tenants: list,
  developer: z.string().optional(),
  redirect_urls: z.array(z.string()).max(300).optional(),
  h5_domains: list,
  scopes: list,
  event_url: optionalText,
  events: list,
  encrypt_key: optionalText,
  verification_token: z.string().optional(),
  enabled: z.boolean().optional(),
  installed: z.boolean().optional(),
  refresh_allowed: z.boolean().optional(),
  ip_allow_list: list,
});

/** Apps, as the developer console sets them up. */
export const registerAppControl: RegisterControl = (router, state) => {
  router.put('/_emulator/apps/:app_id', async (ctx) => {
    const app_id = ctx.params.app_id ?? '';
    const change = await readControl(ctx, app);
    const changed = state.apps.upsert({ ...defined(change), app_id });
    await state.events.appChanged(changed);
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
