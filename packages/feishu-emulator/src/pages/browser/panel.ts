import type { StateView } from '../../control-api/views.ts';
import { control } from './control.ts';
import { createJournalView } from './journal-view.ts';
import { drawApps } from './panel-apps.ts';
import { createClockView } from './panel-clock.ts';
import { drawCodes } from './panel-codes.ts';
import { drawCoverage } from './panel-coverage.ts';
import { drawFaults } from './panel-faults.ts';
import { drawSettings } from './panel-settings.ts';
import { drawUsers } from './panel-users.ts';

type Draw = (section: HTMLElement, state: StateView, refresh: () => Promise<void>) => unknown;

const sections: Readonly<Record<string, Draw>> = {
  users: drawUsers,
  apps: drawApps,
  codes: drawCodes,
  faults: drawFaults,
  settings: drawSettings,
  coverage: drawCoverage,
};

/** Beside the sections on a wide screen, a section of its own on a narrow one. */
const journal = 'journal';

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The panel has no #${id}`);
  return found;
}

function shownTab(): string {
  const asked = location.hash.slice(1);
  return asked === journal || Object.hasOwn(sections, asked) ? asked : 'users';
}

const setClock = createClockView(byId('clock'), refresh);
const readJournal = createJournalView(byId(journal), (count) => setCount(journal, count));

async function refresh(): Promise<void> {
  const state = await control.state();
  setClock(state.clock.now);
  setCount('users', state.users.length);
  setCount('apps', state.apps.length);
  setCount('codes', state.counts.live_codes ?? 0);
  setCount('faults', state.faults.filter(({ times, struck }) => times === null || struck < times).length);
  const tab = shownTab();
  await sections[tab]?.(byId(tab), state, refresh);
}

function setCount(tab: string, count: number): void {
  const place = document.querySelector(`[data-count="${tab}"]`);
  if (place) place.textContent = count > 0 ? String(count) : '';
}

async function openTab(): Promise<void> {
  const tab = shownTab();
  for (const button of document.querySelectorAll<HTMLElement>('[data-tab]')) {
    button.setAttribute('aria-selected', String(button.dataset.tab === tab));
  }
  for (const name of Object.keys(sections)) byId(name).hidden = name !== tab;
  document.body.dataset.tab = tab;
  await refresh();
}

for (const button of document.querySelectorAll<HTMLElement>('[data-tab]')) {
  button.addEventListener('click', () => {
    location.hash = button.dataset.tab ?? '';
  });
}
window.addEventListener('hashchange', openTab);
document.addEventListener('visibilitychange', () => document.hidden || refresh());

/** Redrawing under somebody's hands would throw away what they type. */
function isEditing(): boolean {
  return document.activeElement?.matches('.sections :is(input, select, textarea)') ?? false;
}

/** The journal is read every second while somebody looks; what it tells may have changed the rest. */
async function follow(): Promise<void> {
  if (!document.hidden && (await readJournal()) && !isEditing()) await refresh();
  setTimeout(follow, 1000);
}

await openTab();
await follow();
