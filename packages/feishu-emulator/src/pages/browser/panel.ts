import type { StateView } from '../../control-api/views.ts';
import { control } from './control.ts';
import { createJournalView } from './journal-view.ts';
import { drawApps } from './panel-apps.ts';
import { createClockView } from './panel-clock.ts';
import { drawCodes } from './panel-codes.ts';
import { drawCoverage } from './panel-coverage.ts';
import { drawEvents } from './panel-events.ts';
import { drawFaults } from './panel-faults.ts';
import { drawGrants } from './panel-grants.ts';
import { drawScenarios } from './panel-scenarios.ts';
import { drawSettings } from './panel-settings.ts';
import { drawSnapshots } from './panel-snapshots.ts';
import { drawStubs } from './panel-stubs.ts';
import { drawUsers } from './panel-users.ts';
import { nameOf } from './person-name.ts';

type Draw = (section: HTMLElement, state: StateView, refresh: () => Promise<void>) => unknown;

const sections: Readonly<Record<string, Draw>> = {
  users: drawUsers,
  apps: drawApps,
  codes: drawCodes,
  grants: drawGrants,
  scenarios: drawScenarios,
  faults: drawFaults,
  events: drawEvents,
  stubs: drawStubs,
  snapshots: drawSnapshots,
  settings: drawSettings,
  coverage: drawCoverage,
};

/** Beside the sections on a wide screen, a section of its own on a narrow one. */
const journal = 'journal';
const narrow = matchMedia('(max-width: 960px)');

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The panel has no #${id}`);
  return found;
}

function shownTab(): string {
  const asked = location.hash.slice(1);
  const isThere = asked === journal ? narrow.matches : Object.hasOwn(sections, asked);
  return isThere ? asked : 'users';
}

const setClock = createClockView(byId('clock'), refresh);
/** Who is who, for the journal. */
let people: StateView['users'] = [];
const readJournal = createJournalView(
  byId(journal),
  (count) => setCount(journal, count),
  (open_id) => nameOf(people, open_id),
);

async function refresh(): Promise<void> {
  const state = await control.state();
  people = state.users;
  setClock(state.clock.now);
  setCount('users', state.users.length);
  setCount('apps', state.apps.length);
  setCount('codes', state.counts.live_codes ?? 0);
  setCount('grants', state.counts.grants ?? 0);
  setCount('faults', state.faults.filter(({ times, struck }) => times === null || struck < times).length);
  const tab = shownTab();
  await sections[tab]?.(byId(tab), state, refresh);
}

function setCount(tab: string, count: number): void {
  const place = document.querySelector(`[data-count="${tab}"]`);
  if (place) place.textContent = count > 0 ? String(count) : '';
  // A count makes its tab wider.
  if (tab === shownTab()) reveal(tab);
}

function reveal(tab: string): void {
  byId(`tab-${tab}`).scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

async function openTab(): Promise<void> {
  const tab = shownTab();
  for (const button of document.querySelectorAll<HTMLElement>('[data-tab]')) {
    const shown = button.dataset.tab === tab;
    button.setAttribute('aria-selected', String(shown));
    button.tabIndex = shown ? 0 : -1;
  }
  for (const name of Object.keys(sections)) byId(name).hidden = name !== tab;
  document.body.dataset.shown = tab;
  await refresh();
  reveal(tab);
}

for (const button of document.querySelectorAll<HTMLElement>('[data-tab]')) {
  button.addEventListener('click', () => {
    // Going to the fragment itself would take the focus away from the tab.
    history.pushState(null, '', `#${button.dataset.tab ?? ''}`);
    return openTab();
  });
}
/** One stop for the Tab key; the arrow keys go on from there. */
function moveAlong({ key, target }: KeyboardEvent): void {
  const tabs = [...document.querySelectorAll<HTMLElement>('[data-tab]')].filter(({ offsetParent }) => offsetParent);
  const at = tabs.findIndex((tab) => tab.contains(target instanceof Node ? target : null));
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[key];
  if (at < 0 || next === undefined) return;
  const tab = tabs[(next + tabs.length) % tabs.length];
  tab?.focus();
  tab?.click();
}

document.querySelector<HTMLElement>('[role="tablist"]')?.addEventListener('keydown', moveAlong);
window.addEventListener('hashchange', openTab);
narrow.addEventListener('change', openTab);
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
