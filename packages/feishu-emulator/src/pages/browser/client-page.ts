import type { StateView } from '../../control-api/views.ts';
import { drawControls } from './client-controls.ts';
import { type ClientSettings, keepSettings, readSettings } from './client-settings.ts';
import { createStage } from './client-stage.ts';
import { control } from './control.ts';
import { notify } from './controls.ts';
import { createJournalView } from './journal-view.ts';
import { nameOf } from './person-name.ts';

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The client page has no #${id}`);
  return found;
}

let settings = readSettings();
let state: StateView = await control.state();
settings = { ...settings, ...firstChoices(settings, state) };
const stage = createStage(byId('stage'), change);
const readJournal = createJournalView(
  byId('feed'),
  () => undefined,
  (open_id) => nameOf(state.users, open_id),
);

/** The first person who can sign in, and the page that the first app registered. */
function firstChoices({ open_id, url }: ClientSettings, { users, apps }: StateView): Partial<ClientSettings> {
  const person = users.find((user) => user.open_id === open_id) ?? users.find((user) => user.status === 'active');
  const [registered] = apps[0]?.redirect_urls ?? [];
  return {
    open_id: person?.open_id ?? '',
    url: url || (registered && URL.canParse(registered) ? `${new URL(registered).origin}/` : ''),
  };
}

function change(what: Partial<ClientSettings>): void {
  settings = { ...settings, ...what };
  draw();
}

function draw(): void {
  keepSettings(settings);
  // The authorize page, inside this client, signs in whoever the client is signed in as.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Firefox and Safari
  document.cookie = `feishu_emulator_client=${encodeURIComponent(settings.open_id)}; path=/; samesite=lax`;
  drawControls(byId('controls'), settings, state.users, change);
  stage.show(settings, state.apps[0] ?? { app_id: '', name: '' });
}

/** The platform's side of what happens in the device, as it happens; people's status may change with it. */
async function follow(): Promise<void> {
  try {
    if (!document.hidden && (await readJournal())) {
      state = await control.state();
      drawControls(byId('controls'), settings, state.users, change);
    }
  } catch (error) {
    notify(error instanceof Error ? error.message : String(error), true);
  }
  setTimeout(follow, 1000);
}

draw();
await follow();
