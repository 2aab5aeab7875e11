import { element } from '../../client/element.ts';
import type { JournalEntry } from '../../control-api/journal.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { copyable, tag } from './controls.ts';
import { asTest } from './copy-as-test.ts';

const text = {
  zh: {
    refusals: '只看被拒',
    search: '筛选',
    clear: '清空',
    nothing: '还没有请求。在飞书客户端中登录，这里会显示平台收到的每个请求。',
    cut: '连接中断',
    fault: '故障',
    page: '文档页',
    fields: '发送的字段',
    hashes: '凭证（SHA-256）',
    request: '请求',
    response: '回答',
    test: '测试',
    copyTest: '复制为测试',
    copy: '点按复制',
  },
  en: {
    refusals: 'Refusals only',
    search: 'Filter',
    clear: 'Clear',
    nothing: 'No calls yet. Sign in through the Feishu client: every call to the platform shows up here.',
    cut: 'cut',
    fault: 'fault',
    page: 'Page',
    fields: 'Fields sent',
    hashes: 'Credentials (SHA-256)',
    request: 'Request',
    response: 'Answer',
    test: 'Test',
    copyTest: 'Copy as test',
    copy: 'Click to copy',
  },
}[boot.language];

const most = 500;

/** A live list of what the platform was asked. Returns what looks for more and says whether there was. */
export function createJournalView(host: HTMLElement, seen: (count: number) => void): () => Promise<boolean> {
  let since = 0;
  let lines: JournalEntry[] = [];
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
    const wanted = lines.filter((line) => matches(line, search.value.trim().toLowerCase(), refusals.checked));
    list.replaceChildren(...wanted.map(drawLine));
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

function matches(line: JournalEntry, search: string, refusalsOnly: boolean): boolean {
  if (refusalsOnly && line.why === null && line.fault === null) return false;
  if (search === '') return true;
  return [line.path, line.open_id, line.code, line.status, line.fault, line.why]
    .map((value) => String(value ?? '').toLowerCase())
    .some((value) => value.includes(search));
}

/** What the client asks on a page's behalf goes by the name the page called. */
const clientCalls: Readonly<Record<string, string>> = {
  '/_emulator/client/request-access': 'tt.requestAccess',
  '/_emulator/client/login': 'tt.login',
  '/_emulator/client/request-auth-code': 'tt.requestAuthCode',
  '/_emulator/client/config': 'h5sdk.config',
  '/_emulator/client/user-info': 'tt.getUserInfo',
};

function calledAs({ method, path }: JournalEntry): HTMLElement {
  const api = clientCalls[path];
  return element('span', { class: 'path mono' }, api ? '' : `${method} `, element('b', {}, api ?? path));
}

function drawLine(line: JournalEntry): HTMLElement {
  const why = boot.language === 'zh' ? line.why_zh : line.why;
  const bad = why !== null || line.status === null || line.status >= 400;
  const head = element(
    'summary',
    {},
    element('time', { class: 'mono', datetime: line.at }, line.at.slice(11, 19)),
    tag(
      line.status === null ? text.cut : String(line.status),
      line.status !== null && line.status < 400 ? 'good' : 'bad',
    ),
    calledAs(line),
    ...(line.code === null || line.code === 0 ? [] : [tag(String(line.code), 'bad')]),
    ...(line.fault === null ? [] : [tag(`${text.fault} ${line.fault}`, 'warn')]),
  );
  const facts = element('dl', {});
  const fact = (name: string, value: Node | string) => facts.append(element('dt', {}, name), element('dd', {}, value));
  if (line.open_id) fact('open_id', copyable(line.open_id, text.copy));
  if (line.app_id) fact('app_id', copyable(line.app_id, text.copy));
  if (line.page) fact(text.page, line.page);
  if (line.parameters.length > 0) fact(text.fields, element('code', {}, line.parameters.join(' · ')));
  const hashes = Object.entries(line.credentials).map(([name, hash]) =>
    element('div', {}, `${name} `, copyable(hash, text.copy, `${hash.slice(0, 12)}…`)),
  );
  if (hashes.length > 0) fact(text.hashes, element('div', {}, ...hashes));
  if (line.request && Object.keys(line.request).length > 0) fact(text.request, body(line.request));
  if (line.response) fact(text.response, body(line.response));
  fact(text.test, copyable(asTest(line), text.copy, text.copyTest));
  fact('log_id', copyable(line.log_id, text.copy));
  const item = element('li', { class: bad ? 'bad' : '', 'data-seq': String(line.seq) });
  item.append(element('details', {}, head, facts));
  if (why) item.append(element('p', { class: 'why' }, why));
  return item;
}

/** Masked where it was recorded. */
function body(value: Record<string, unknown>): HTMLElement {
  return element('pre', { class: 'body' }, JSON.stringify(value, null, 2));
}
