import type { SettingsView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { settingAbout, settingDefaults, settingProvenance, settingsPatch } from '../state/settings.ts';
import { requireUser } from './named.ts';
import { defined, readControl, takesNothing } from './request.ts';

/** The named switches, with their defaults and what they decide. */
export const registerSettingControl: RegisterControl = (router, state) => {
  const view = (): SettingsView => ({
    ...state.settings.values,
    defaults: settingDefaults,
    about: settingAbout,
    provenance: settingProvenance,
  });
  router.get('/_emulator/settings', takesNothing, (ctx) => {
    ctx.body = view();
  });
  router.patch('/_emulator/settings', async (ctx) => {
    const change = await readControl(ctx, settingsPatch);
    if (typeof change.auto_login === 'string') requireUser(state, change.auto_login);
    state.settings.patch(defined(change));
    ctx.body = view();
  });
};
