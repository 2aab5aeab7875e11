import { element } from '../../client/element.ts';
import type { RecordingView, StateView, StubView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, notify, tag } from './controls.ts';
import { type Draft, methods, stubForm, takeOver } from './stub-form.ts';

const text = {
  zh: {
    intro: '模拟器不认识的 OpenAPI 由桩回答：检查 token 与权限之后，按这里写的返回。',
    none: '还没有桩。',
    answered: (times: number) => `已回答 ${times} 次`,
    byFunction: '由函数回答',
    copy: '复制',
    copyAll: '全部复制',
    copied: '已复制为 JSON，可用于 --stubs 的文件或种子',
    edit: '修改',
    takeOver: '改成桩',
    remove: '移除',
    clear: '全部移除',
    recorded: '录制与回放',
    off: '没有录制，也没有回放。启动时用 --record 文件 或 --replay 文件 打开。',
    recording: (to: string, file: string) => `调用转交 ${to}，录制到 ${file}`,
    replaying: (file: string) => `没有桩的调用由 ${file} 回答`,
    noCalls: '还没有录制到调用。',
  },
  en: {
    intro:
      'OpenAPIs that are not emulated are answered by stubs: as written here, behind the checks of token and scopes.',
    none: 'There is no stub yet.',
    answered: (times: number) => `answered ${times} times`,
    byFunction: 'by a function',
    copy: 'Copy',
    copyAll: 'Copy all',
    copied: 'Copied as JSON, for the file of --stubs or a seed',
    edit: 'Edit',
    takeOver: 'Make it a stub',
    remove: 'Remove',
    clear: 'Remove all',
    recorded: 'Recording and replay',
    off: 'Nothing is recorded or replayed. Start with --record FILE or --replay FILE.',
    recording: (to: string, file: string) => `Calls go to ${to} and are written into ${file}`,
    replaying: (file: string) => `What no stub answers is answered from ${file}`,
    noCalls: 'No call is recorded yet.',
  },
}[boot.language];

export async function drawStubs(section: HTMLElement, state: StateView, refresh: () => Promise<void>): Promise<void> {
  const [stubs, recording] = await Promise.all([control.stubs(), control.recording()]);
  const edit = (draft: Draft) => {
    takeOver(draft);
    section.scrollIntoView();
    return drawStubs(section, state, refresh);
  };
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    stubForm(refresh),
    element('div', { class: 'rows' }, ...stubs.map((stub) => stubRow(stub, edit, refresh))),
    stubs.length === 0 ? element('p', { class: 'empty' }, text.none) : forAll(stubs, refresh),
    element('h2', {}, text.recorded),
    ...recordingPart(recording, edit),
  );
}

function forAll(stubs: StubView[], refresh: () => Promise<void>): HTMLElement {
  return element(
    'div',
    { class: 'actions' },
    button(text.copyAll, () => copy(stubs.flatMap(draftOf)), 'quiet'),
    button(text.clear, () => control.clearStubs().then(refresh), 'quiet'),
  );
}

function stubRow(stub: StubView, edit: (draft: Draft) => unknown, refresh: () => Promise<void>): HTMLElement {
  const { id, method, path, token, scopes, answered } = stub;
  const drafts = draftOf(stub);
  const actions = [
    ...drafts.flatMap((draft) => [[text.edit, () => edit(draft)] as const, [text.copy, () => copy(draft)] as const]),
    [text.remove, () => control.removeStub(id).then(refresh)] as const,
  ];
  return element(
    'article',
    { class: 'row', 'data-stub': id },
    calledWhat(`${method} ${path}`, [`token: ${token}`, ...scopes]),
    element(
      'div',
      { class: 'actions' },
      ...(drafts.length === 0 ? [tag(text.byFunction)] : []),
      tag(text.answered(answered), answered > 0 ? 'good' : ''),
      ...actions.map(([label, run]) => quiet(label, `${method} ${path}`, run)),
    ),
  );
}

function recordingPart(recording: RecordingView, edit: (draft: Draft) => unknown): HTMLElement[] {
  if (recording.mode === 'off') return [element('p', { class: 'empty' }, text.off)];
  const { mode, file, calls } = recording;
  const about = mode === 'record' ? text.recording(recording.to, file) : text.replaying(file);
  const rows = calls.map((call) => {
    const { method, path, token, status, answer } = call;
    const known = methods.find((one) => one === method);
    const draft = known && { method: known, path, token, answer: { status, body: answer } };
    return element(
      'article',
      { class: 'row' },
      tag(String(status), status < 400 ? 'good' : 'bad'),
      calledWhat(`${method} ${path}`, [`token: ${token}`, ...Object.entries(call.query).map((pair) => pair.join('='))]),
      ...(draft ? [quiet(text.takeOver, `${method} ${path}`, () => edit(draft))] : []),
    );
  });
  return [
    element('p', { class: 'intro' }, about),
    rows.length === 0 ? element('p', { class: 'empty' }, text.noCalls) : element('div', { class: 'rows' }, ...rows),
  ];
}

function calledWhat(title: string, notes: readonly string[]): HTMLElement {
  return element(
    'div',
    { class: 'who' },
    element('strong', { class: 'mono' }, title),
    element('span', { class: 'note' }, notes.join(' · ')),
  );
}

/** Equal buttons are told apart by what they are about. */
function quiet(label: string, what: string, run: () => unknown): HTMLButtonElement {
  const made = button(label, run, 'quiet');
  made.setAttribute('aria-label', `${label}: ${what}`);
  return made;
}

/** A stub as JSON says it; none of one that is answered by a function. */
function draftOf({ id: _id, answered: _answered, answer, ...stub }: StubView): Draft[] {
  return answer === null ? [] : [{ ...stub, answer }];
}

async function copy(stubs: Draft | Draft[]): Promise<void> {
  await navigator.clipboard.writeText(JSON.stringify(stubs, null, 2));
  notify(text.copied);
}
