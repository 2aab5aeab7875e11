import { element } from '../../client/element.ts';
import type { JournalEntry } from '../../control-api/journal.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { groupSignIns, isSignIn, type SignInCalls } from './journal-groups.ts';
import { drawLine, drawSignIn, type JournalReader } from './journal-line.ts';

const text = {
  zh: {
    refusals: '只看被拒',
    search: '筛选',
    clear: '清空',
    nothing: '还没有请求。在飞书客户端中登录，这里会显示平台收到的每个请求。',
  },
  en: {
    refusals: 'Refusals only',
    search: 'Filter',
    clear: 'Clear',
    nothing: 'No calls yet. Sign in through the Feishu client: every call to the platform shows up here.',
  },
}[boot.language];

const most = 500;

/** A live list of what the platform was asked. Returns what looks for more and says whether there was. */
export function createJournalView(
  host: HTMLElement,
  seen: (count: number) => void,
  nameOf: JournalReader['nameOf'],
): () => Promise<boolean> {
  let since = 0;
  let lines: JournalEntry[] = [];
  const reader: JournalReader = { nameOf, opened: new Set() };
  const search = element('input', { type: 'search', placeholder: text.search, 'aria-label': text.search });
  const refusals = element('input', { type: 'checkbox' });
  const clear = element('button', { type: 'button', class: 'quiet' }, text.clear);
  const list = element('ol', { class: 'journal', 'aria-live': 'off' });
  host.replaceChildren(
    element(
      'div',
      { class: 'journal-bar' },
      search,
      element('label', { class: 'check' }, refusals, text.refusals),
      clear,
    ),
    list,
  );

  function draw(): void {
    const asked = search.value.trim().toLowerCase();
    const wanted = groupSignIns(lines).filter((line) => matches(line, asked, refusals.checked, nameOf));
    list.replaceChildren(...wanted.map((line) => (isSignIn(line) ? drawSignIn(line, reader) : drawLine(line, reader))));
    if (lines.length === 0) list.append(element('li', { class: 'empty' }, text.nothing));
    seen(lines.length);
  }

  search.addEventListener('input', draw);
  refusals.addEventListener('change', draw);
  clear.addEventListener('click', async () => {
    await control.clearJournal();
    lines = [];
    draw();
  });
  draw();

  return async () => {
    const { entries, last } = await control.journal({ since });
    if (last < since) lines = [];
    since = last;
    if (entries.length === 0) return false;
    lines = [...entries.reverse(), ...lines].slice(0, most);
    draw();
    return true;
  };
}

/** A sign-in fits when one of its calls does. */
function matches(
  line: JournalEntry | SignInCalls,
  search: string,
  refusalsOnly: boolean,
  nameOf: JournalReader['nameOf'],
): boolean {
  if (isSignIn(line)) return line.calls.some((call) => matches(call, search, refusalsOnly, nameOf));
  if (refusalsOnly && line.why === null && line.fault === null) return false;
  if (search === '') return true;
  return [line.path, line.open_id, nameOf(line.open_id), line.code, line.status, line.fault, line.why]
    .map((value) => String(value ?? '').toLowerCase())
    .some((value) => value.includes(search));
}
