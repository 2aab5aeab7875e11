import type { SettingsView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { settingAbout, settingDefaults, settingProvenance, settingsPatch } from '../state/settings.ts';
import { defined, readControl } from './request.ts';

/** The named switches, with their defaults and what they decide. */
export const registerSettingControl: RegisterControl = (router, state) => {
  const view = (): SettingsView => ({
    ...state.settings.values,
    defaults: settingDefaults,
    about: settingAbout,
    provenance: settingProvenance,
  });
  router.get('/_emulator/settings', (ctx) => {
    ctx.body = view();
  });
  router.patch('/_emulator/settings', async (ctx) => {
    state.settings.patch(defined(await readControl(ctx, settingsPatch)));
    ctx.body = view();
  });
};
