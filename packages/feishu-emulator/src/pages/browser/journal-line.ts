import { element } from '../../client/element.ts';
import type { JournalEntry } from '../../control-api/journal.ts';
import { boot } from './boot.ts';
import { copyable, tag } from './controls.ts';
import { asTest } from './copy-as-test.ts';
import type { Ending, SignInCalls } from './journal-groups.ts';
import { timeOfDay } from './local-time.ts';

const text = {
  zh: {
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
    somebody: '有人',
    calls: (count: number) => `${count} 次请求`,
    declined: '拒绝授权',
    endings: {
      signed_in: '已登录',
      declined: '拒绝了授权',
      refused: '被拒绝登录',
      failed: '登录失败',
      under_way: '正在登录',
    },
  },
  en: {
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
    somebody: 'Somebody',
    calls: (count: number) => `${count} calls`,
    declined: 'declined',
    endings: {
      signed_in: 'signed in',
      declined: 'declined',
      refused: 'was refused',
      failed: 'could not sign in',
      under_way: 'is signing in',
    },
  },
}[boot.language];

/** What a journal needs to know of people, and of what was opened before it was drawn anew. */
export interface JournalReader {
  nameOf(open_id: string | null): string | undefined;
  /** By the number of an entry, or of the first of a sign-in. */
  opened: Set<string>;
}

const looks: Readonly<Record<Ending, string>> = {
  signed_in: 'good',
  declined: 'warn',
  refused: 'bad',
  failed: 'bad',
  under_way: '',
};

/** A sign-in in one line: who, and how it ended; its calls are inside. */
export function drawSignIn({ calls, open_id, ending }: SignInCalls, reader: JournalReader): HTMLElement {
  const [newest] = calls;
  const why = calls.map(whyOf).find((one) => one !== null);
  const name = reader.nameOf(open_id) ?? text.somebody;
  const head = element(
    'summary',
    {},
    ...(newest ? [timeOf(newest.at)] : []),
    tag(text.endings[ending], looks[ending]),
    element('strong', {}, name),
    element('span', { class: 'note' }, text.calls(calls.length)),
  );
  const item = element('li', { class: `sign-in ${looks[ending]}`, 'data-ending': ending });
  const inside = element('ol', {}, ...calls.map((call) => drawLine(call, reader)));
  item.append(foldable(`sign-in ${calls.at(-1)?.seq ?? 0}`, head, inside, reader));
  if (why && ending !== 'signed_in') item.append(element('p', { class: 'why' }, why));
  return item;
}

/** What the client asks on a page's behalf goes by the name the page called. */
const clientCalls: Readonly<Record<string, string>> = {
  '/_emulator/client/request-access': 'tt.requestAccess',
  '/_emulator/client/login': 'tt.login',
  '/_emulator/client/request-auth-code': 'tt.requestAuthCode',
  '/_emulator/client/config': 'h5sdk.config',
  '/_emulator/client/user-info': 'tt.getUserInfo',
};

export function drawLine(line: JournalEntry, reader: JournalReader): HTMLElement {
  const why = whyOf(line);
  const declined = line.code === 'access_denied';
  const bad = why !== null || line.status === null || line.status >= 400;
  const name = reader.nameOf(line.open_id);
  const head = element(
    'summary',
    {},
    timeOf(line.at),
    tag(line.status === null ? text.cut : String(line.status), lookOf(line)),
    calledAs(line),
    ...(name === undefined ? [] : [element('span', { class: 'person' }, name)]),
    ...(line.code === null || line.code === 0
      ? []
      : [declined ? tag(text.declined, 'warn') : tag(String(line.code), 'bad')]),
    ...(line.fault === null ? [] : [tag(`${text.fault} ${line.fault}`, 'warn')]),
  );
  const look = declined ? 'warn' : bad ? 'bad' : '';
  const item = element('li', { class: look, 'data-seq': String(line.seq) });
  item.append(foldable(String(line.seq), head, factsOf(line), reader));
  if (why) item.append(element('p', { class: 'why' }, why));
  return item;
}

function whyOf(line: JournalEntry): string | null {
  return boot.language === 'zh' ? line.why_zh : line.why;
}

function lookOf({ status, code }: JournalEntry): string {
  if (code === 'access_denied') return 'warn';
  return status !== null && status < 400 ? 'good' : 'bad';
}

function timeOf(at: string): HTMLElement {
  return element('time', { class: 'mono', datetime: at }, timeOfDay(at));
}

function calledAs({ method, path }: JournalEntry): HTMLElement {
  const api = clientCalls[path];
  return element('span', { class: 'path mono' }, api ? '' : `${method} `, element('b', {}, api ?? path));
}

/** Stays open when the journal is drawn anew. */
function foldable(key: string, head: HTMLElement, inside: HTMLElement, { opened }: JournalReader): HTMLElement {
  const made = element('details', opened.has(key) ? { open: '' } : {}, head, inside);
  made.addEventListener('toggle', () => {
    if (made.open) opened.add(key);
    else opened.delete(key);
  });
  return made;
}

function factsOf(line: JournalEntry): HTMLElement {
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
  return facts;
}

/** Masked where it was recorded. */
function body(value: Record<string, unknown>): HTMLElement {
  return element('pre', { class: 'body' }, JSON.stringify(value, null, 2));
}
