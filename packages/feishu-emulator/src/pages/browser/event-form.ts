import { element } from '../../client/element.ts';
import type { EventsView, Pushed, StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, field, notify, select } from './controls.ts';

const text = {
  zh: {
    type: '事件',
    app: '推送给',
    person: '关于',
    forge: '真伪',
    real: '真实',
    fields: '改写内容（JSON，留空则按平台）',
    fieldsHint: '{"object": {…}}；按应用的 Encrypt Key 签名并加密',
    push: '推送',
    check: '校验地址',
    badJson: '内容不是 JSON 对象。',
    delivered: '已送达',
    refused: '接收方没有接受：',
    waits: '已排队，前面还有未送达的事件。',
    forgeries: {
      signature: '签名是编造的',
      plaintext: '有 Encrypt Key 却发送明文',
      unsigned: '加密但没有签名头',
      token: 'Verification Token 是别的',
      stale: '签名正确，但是九小时前',
      future: '签名正确，但是一小时后',
      body: '签名之后多了一个空格',
      boundary: 'nonce 的一位移到了时间戳，签名仍然吻合',
      siblings: 'encrypt 旁边还有明文事件',
      app_id: '关于别的应用',
      tenant: '关于别的企业',
    },
  },
  en: {
    type: 'Event',
    app: 'Pushed to',
    person: 'About',
    forge: 'Genuine',
    real: 'genuine',
    fields: 'What it says (JSON; empty for what the platform would say)',
    fieldsHint: '{"object": {…}}; signed and encrypted as the app’s Encrypt Key has it',
    push: 'Push the event',
    check: 'Check the address',
    badJson: 'That is no JSON object.',
    delivered: 'Delivered',
    refused: 'The receiver did not accept it: ',
    waits: 'It waits for one before it.',
    forgeries: undefined,
  },
}[boot.language];

/** What is chosen, kept over redraws. */
const form = { type: 'contact.user.updated_v3', app_id: '', open_id: '', forge: '', event: '' };

/** Pushes an event that nothing on the platform is the cause of, real or forged, and tells what came of it. */
export function eventForm({ types, forgeries }: EventsView, state: StateView, redraw: () => unknown): HTMLElement {
  const app_id = state.apps.find((app) => app.app_id === form.app_id)?.app_id ?? state.apps[0]?.app_id ?? '';
  const open_id = state.users.find((user) => user.open_id === form.open_id)?.open_id ?? state.users[0]?.open_id ?? '';
  const event = element('textarea', { class: 'mono', rows: '3', spellcheck: 'false' }, form.event);
  event.addEventListener('input', () => {
    form.event = event.value;
  });
  const choose = (label: string, choices: { value: string; label: string }[], value: string, name: keyof typeof form) =>
    field(
      label,
      select(label, choices, value, (chosen) => {
        form[name] = chosen;
      }),
    );
  const known = Object.entries(forgeries).map(([value, about]) => ({ value, label: forgeryName(value, about) }));
  const fields = field(text.fields, event, text.fieldsHint);
  fields.classList.add('all');
  return element(
    'div',
    { class: 'card form' },
    choose(
      text.type,
      types.map((type) => ({ value: type, label: type })),
      form.type,
      'type',
    ),
    choose(
      text.app,
      state.apps.map((app) => ({ value: app.app_id, label: app.name })),
      app_id,
      'app_id',
    ),
    choose(
      text.person,
      state.users.map((user) => ({ value: user.open_id, label: user.name })),
      open_id,
      'open_id',
    ),
    choose(text.forge, [{ value: '', label: text.real }, ...known], form.forge, 'forge'),
    fields,
    element(
      'div',
      { class: 'all actions' },
      button(text.push, () => push(forgeries, app_id, open_id).then(redraw), 'main'),
      button(text.check, () => check(app_id)),
    ),
  );
}

function forgeryName(name: string, about: string): string {
  const names: Readonly<Record<string, string>> = text.forgeries ?? {};
  return `${name}: ${names[name] ?? about}`;
}

async function push(forgeries: EventsView['forgeries'], app_id: string, open_id: string): Promise<void> {
  const forge = keysOf(forgeries).find((name) => name === form.forge);
  const event = form.event.trim() === '' ? undefined : readObject(form.event);
  tell(await control.pushEvent({ type: form.type, app_id, open_id, ...(forge && { forge }), ...(event && { event }) }));
}

async function check(app_id: string): Promise<void> {
  tell(await control.pushEvent({ type: 'url_verification', app_id }));
}

function tell(pushed: Pushed): void {
  const { said, bad } = outcomeOf(pushed);
  notify(said, bad);
}

function outcomeOf(pushed: Pushed): { said: string; bad: boolean } {
  if ('ok' in pushed) return told(pushed.ok, pushed.why);
  if (pushed.skipped !== null) return { said: pushed.skipped, bad: true };
  if (pushed.delivery === null) return { said: text.waits, bad: false };
  const { ok, status, why, why_zh } = pushed.delivery;
  return told(ok, (boot.language === 'zh' ? why_zh : why) ?? String(status ?? ''));
}

function told(ok: boolean, why: string | null): { said: string; bad: boolean } {
  return ok ? { said: text.delivered, bad: false } : { said: text.refused + (why ?? ''), bad: true };
}

function readObject(json: string): Record<string, unknown> {
  const value: unknown = parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(text.badJson);
  return { ...value };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(table).filter((name): name is K => name in table);
}
