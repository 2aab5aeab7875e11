/*
 * `/_emulator/client/gadget.js`, a classic script (served with its imports joined to it) for the page that renders a
 * gadget: sets `window.tt`. The client's settings come from the page's address, see `frame-settings.ts`.
 */
import { type Behaviour, behaviours } from './behaviour.ts';
import { createTt } from './create-tt.ts';
import { createDomUi } from './dom-ui.ts';
import { readFrameSettings } from './frame-settings.ts';
import { createHttpBridge } from './http-bridge.ts';
import { createLocalStorageArea } from './local-storage.ts';
import { createRelayNetwork } from './relay-network.ts';
import { scriptBase } from './script-origin.ts';

const base = scriptBase();
const settings = readFrameSettings(new URLSearchParams(location.search));
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
const behaviour: Behaviour = { ...behaviours[settings.behaviour] };

const { tt, changeTheme } = createTt({
  kind: 'gadget',
  appId: settings.app_id,
  openId: settings.open_id,
  version: settings.version,
  platform: settings.platform,
  language: settings.language,
  theme: settings.theme ?? (darkScheme.matches ? 'dark' : 'light'),
  darkmode: document.documentElement.dataset.darkmode !== 'false',
  behaviour,
  bridge: createHttpBridge(base),
  network: createRelayNetwork(`${base}/_emulator/relay`),
  storage: createLocalStorageArea(`feishu-gadget:${settings.app_id}:${settings.open_id}:`),
  ui: createDomUi(document.body, { language: settings.language, ...(settings.theme && { theme: settings.theme }) }),
});

/** The emulator's settings decide what the documentation leaves open. */
async function followSettings(): Promise<void> {
  const answer = await fetch(`${base}/_emulator/settings`);
  const { get_storage_sync_missing, request_4xx_callback } = await answer.json();
  Object.assign(behaviour, { missingKey: get_storage_sync_missing, httpErrors: request_4xx_callback });
}

void followSettings();
darkScheme.addEventListener('change', ({ matches }) => changeTheme(matches ? 'dark' : 'light'));
Object.assign(window, { tt });
