import { element } from '../../client/element.ts';
import type { StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, field, notify, select } from './controls.ts';
import { type Cast, type Scenario, scenarios } from './scenarios.ts';

const text = {
  zh: {
    intro: '登录会遇到的各种情况，一键发生。每次发生前都会保存快照，可以撤销。',
    person: '发生在谁身上',
    app: '哪个应用',
    run: '发生',
    open: '打开客户端',
    before: (title: string) => `“${title}”之前`,
    done: (title: string) => `已发生：${title}`,
    undo: '撤销',
    undone: '已恢复到发生之前',
    nobody: '没有用户或应用；请先添加。',
  },
  en: {
    intro: 'What a sign-in may meet, by one click. A snapshot is taken first, so that it can be undone.',
    person: 'Who it happens to',
    app: 'In which app',
    run: 'Do it',
    open: 'Open the client',
    before: (title: string) => `before “${title}”`,
    done: (title: string) => `Done: ${title}`,
    undo: 'Undo',
    undone: 'Back to how it was before',
    nobody: 'There is no person or no app; add one first.',
  },
}[boot.language];

/** What is chosen, and how to come back, kept over redraws. */
const chosen = { open_id: '', app_id: '' };
let last: { name: string; snapshot: string } | undefined;

export function drawScenarios(section: HTMLElement, state: StateView, refresh: () => Promise<void>): void {
  const { users, apps } = state;
  const person = users.find(({ open_id }) => open_id === chosen.open_id) ?? users[0];
  const app = apps.find(({ app_id }) => app_id === chosen.app_id) ?? apps[0];
  const intro = element('p', { class: 'intro' }, text.intro);
  if (!person || !app) {
    section.replaceChildren(intro, element('p', { class: 'empty' }, text.nobody));
    return;
  }
  const people = users.map(({ open_id, name }) => ({ value: open_id, label: name }));
  const named = apps.map(({ app_id, name }) => ({ value: app_id, label: name }));
  const choose = (what: Partial<typeof chosen>) => {
    Object.assign(chosen, what);
    drawScenarios(section, state, refresh);
  };
  section.replaceChildren(
    intro,
    element(
      'div',
      { class: 'card form two' },
      field(
        text.person,
        select(text.person, people, person.open_id, (open_id) => choose({ open_id })),
      ),
      field(
        text.app,
        select(text.app, named, app.app_id, (app_id) => choose({ app_id })),
      ),
    ),
    element(
      'div',
      { class: 'scenarios' },
      ...Object.entries(scenarios).map(([name, scenario]) => scenarioCard(name, scenario, { person, app }, refresh)),
    ),
  );
}

function scenarioCard(name: string, scenario: Scenario, cast: Cast, refresh: () => Promise<void>): HTMLElement {
  const { title, about } = scenario[boot.language];
  const { run, client } = scenario;
  return element(
    'article',
    { class: 'card scenario', 'data-scenario': name },
    element('h2', {}, title),
    element('p', {}, about),
    element(
      'div',
      { class: 'actions' },
      ...(run
        ? [
            named(
              button(text.run, () => happen(name, title, () => run(cast), refresh), 'main'),
              title,
            ),
          ]
        : []),
      ...(client
        ? [element('a', { class: 'button', href: client(cast), 'aria-label': `${text.open}: ${title}` }, text.open)]
        : []),
      ...(last?.name === name
        ? [
            named(
              button(text.undo, () => undo(refresh)),
              title,
            ),
          ]
        : []),
    ),
  );
}

/** Equal buttons are told apart by what they are about. */
function named(made: HTMLButtonElement, title: string): HTMLButtonElement {
  made.setAttribute('aria-label', `${made.textContent}: ${title}`);
  return made;
}

async function happen(name: string, title: string, run: () => Promise<unknown>, refresh: () => Promise<void>) {
  const snapshot = await control.snapshot(text.before(title));
  await run();
  last = { name, snapshot };
  notify(text.done(title));
  await refresh();
}

async function undo(refresh: () => Promise<void>): Promise<void> {
  if (last) await control.restore(last.snapshot);
  last = undefined;
  notify(text.undone);
  await refresh();
}
