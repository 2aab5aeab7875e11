import { element } from '../../client/element.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, field, notify, select } from './controls.ts';

/** A stub as JSON says it. */
export type Draft = Parameters<typeof control.addStub>[0];

const text = {
  zh: {
    method: '方法',
    path: '路径',
    pathHint: '/open-apis/ 之下；:名称 代表其中一段',
    token: '需要的 token',
    tokens: { any: '任意一种', tenant: '应用（tenant）', user: '用户（user）', none: '不需要' },
    scopes: '权限，任一即可',
    status: '状态码',
    body: '回答（JSON）',
    bodyHint: '可用 {{params.x}}、{{query.x}}、{{body.x}}、{{app.app_id}}、{{user.open_id}}、{{now}}、{{id}}',
    add: '添加桩',
    added: '已添加',
    noJson: '回答不是 JSON：',
  },
  en: {
    method: 'Method',
    path: 'Path',
    pathHint: 'below /open-apis/; :name stands for one part',
    token: 'Token it needs',
    tokens: { any: 'either', tenant: 'a tenant’s', user: 'a user’s', none: 'none' },
    scopes: 'Scopes, one is enough',
    status: 'Status',
    body: 'Answer (JSON)',
    bodyHint: '{{params.x}}, {{query.x}}, {{body.x}}, {{app.app_id}}, {{user.open_id}}, {{now}}, {{id}} are filled in',
    add: 'Add the stub',
    added: 'Added',
    noJson: 'The answer is no JSON: ',
  },
}[boot.language];

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const tokens = ['any', 'tenant', 'user', 'none'] as const;

/** What is being written, kept over redraws; what the form has no field for stays as it came. */
let draft: Draft = { method: 'GET', path: '/open-apis/' };
let body = JSON.stringify({ code: 0, msg: 'success', data: {} }, null, 2);

/** Takes a stub over into the form. */
export function takeOver(stub: Draft): void {
  draft = stub;
  body = JSON.stringify(stub.answer?.body ?? {}, null, 2);
}

/** Answers an OpenAPI that is not emulated as it says. */
export function stubForm(refresh: () => Promise<void>): HTMLElement {
  const path = typed(draft.path, (value) => {
    draft.path = value;
  });
  const scopes = typed((draft.scopes ?? []).join(' '), (value) => {
    draft.scopes = value.split(/[\s,]+/).filter((scope) => scope !== '');
  });
  const status = element('input', {
    type: 'number',
    min: '100',
    max: '599',
    value: String(draft.answer?.status ?? 200),
  });
  status.addEventListener('change', () => {
    draft.answer = { ...draft.answer, status: Number(status.value) };
  });
  const answer = element('textarea', { class: 'mono', rows: '6', spellcheck: 'false' }, body);
  answer.addEventListener('change', () => {
    body = answer.value;
  });
  return element(
    'div',
    { class: 'card form' },
    field(
      text.method,
      oneOf(text.method, methods, draft.method, (method) => ({ ...draft, method })),
    ),
    spanning('wide', field(text.path, path, text.pathHint)),
    field(text.status, status),
    field(
      text.token,
      oneOf(text.token, tokens, draft.token ?? 'any', (token) => ({ ...draft, token }), text.tokens),
    ),
    spanning('wide', field(text.scopes, scopes)),
    spanning('all', field(text.body, answer, text.bodyHint)),
    button(text.add, () => add().then(refresh), 'main'),
  );
}

function typed(value: string, change: (value: string) => void): HTMLInputElement {
  const input = element('input', { type: 'text', spellcheck: 'false', value });
  input.addEventListener('change', () => change(input.value.trim()));
  return input;
}

function oneOf<Value extends string>(
  label: string,
  values: readonly Value[],
  value: Value,
  changed: (value: Value) => Draft,
  names?: Readonly<Record<Value, string>>,
): HTMLSelectElement {
  const choices = values.map((one) => ({ value: one, label: names?.[one] ?? one }));
  return select(label, choices, value, (chosen) => {
    const found = values.find((one) => one === chosen);
    if (found) draft = changed(found);
  });
}

function spanning(width: 'wide' | 'all', made: HTMLElement): HTMLElement {
  made.classList.add(width);
  return made;
}

async function add(): Promise<void> {
  await control.addStub({ ...draft, answer: { ...draft.answer, body: parse(body) } });
  notify(text.added);
}

function parse(json: string) {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(text.noJson + error.message);
    throw error;
  }
}
