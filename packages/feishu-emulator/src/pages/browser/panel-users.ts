import { element } from '../../client/element.ts';
import type { UserChange } from '../../control-api/requests.ts';
import type { StateView, UserView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control, emulatorUrl } from './control.ts';
import { avatar, button, copyable, field, notify, select, toggle } from './controls.ts';
import { editPerson } from './person-form.ts';

const text = {
  zh: {
    intro: '平台认识的人。改动立即生效，并向监听的应用推送相应事件。',
    statuses: { active: '正常', frozen: '已冻结', resigned: '已离职', unregistered: '未激活' },
    status: '账号状态',
    available: '在可用范围内',
    mint: '生成授权码',
    minted: (name: string, seconds: number) => `${name} 的授权码，${seconds} 秒内有效`,
    copy: '点按复制',
    open: '以此身份打开客户端',
    edit: '编辑',
    add: '添加用户',
    name: '姓名',
    enName: '英文名',
    email: '邮箱',
    added: (name: string) => `已添加 ${name}`,
  },
  en: {
    intro: 'The people the platform knows. Changes hold at once and push the matching event to apps that listen.',
    statuses: { active: 'Active', frozen: 'Frozen', resigned: 'Resigned', unregistered: 'Not activated' },
    status: 'Account status',
    available: 'Available',
    mint: 'Mint a code',
    minted: (name: string, seconds: number) => `A code of ${name}, good for ${seconds} s`,
    copy: 'Click to copy',
    open: 'Open the client as this user',
    edit: 'Edit',
    add: 'Add a user',
    name: 'Name',
    enName: 'English name',
    email: 'E-mail',
    added: (name: string) => `${name} was added`,
  },
}[boot.language];

const vias = ['requestAccess', 'login', 'requestAuthCode', 'authorize'] as const;

/** Codes minted here, shown until the next one of that user. */
const minted = new Map<string, { code: string; label: string }>();

export function drawUsers(section: HTMLElement, { users, apps }: StateView, refresh: () => Promise<void>): void {
  const rows = users.map((user) => userRow(user, apps[0]?.app_id ?? '', refresh));
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    element('div', { class: 'rows' }, ...rows),
    addForm(refresh),
  );
}

function userRow(user: UserView, app_id: string, refresh: () => Promise<void>): HTMLElement {
  const change = async (what: UserChange) => {
    await control.changeUser(user.open_id, what);
    await refresh();
  };
  const statuses = Object.entries(text.statuses).map(([value, label]) => ({ value, label }));
  const status = select(text.status, statuses, user.status, (value) => change({ status: value as UserView['status'] }));
  status.dataset.status = user.status;
  const who = element(
    'div',
    { class: 'who' },
    element('div', { class: 'name' }, element('strong', {}, user.name), element('span', {}, user.en_name)),
    copyable(user.open_id, text.copy, shortId(user.open_id)),
  );
  const row = element(
    'article',
    { class: 'row', 'data-user': user.open_id },
    avatar(user.name),
    who,
    element(
      'div',
      { class: 'actions' },
      status,
      toggle(text.available, user.available, (available) => change({ available })),
      mintButton(user, app_id, refresh),
      editButton(user, refresh),
      element(
        'a',
        {
          class: 'button quiet',
          href: `${emulatorUrl}/_emulator/client/?open_id=${user.open_id}`,
          title: text.open,
          'aria-label': `${text.open}: ${user.name}`,
        },
        '↗',
      ),
    ),
  );
  const code = minted.get(user.open_id);
  if (code) {
    row.append(element('div', { class: 'minted' }, element('span', {}, code.label), copyable(code.code, text.copy)));
  }
  return row;
}

function editButton(user: UserView, refresh: () => Promise<void>): HTMLElement {
  const made = button(text.edit, () => editPerson(user, refresh), 'quiet');
  made.setAttribute('aria-label', `${text.edit}: ${user.name}`);
  return made;
}

/** A menu of the APIs a code may come from; choosing one mints it. */
function mintButton(user: UserView, app_id: string, refresh: () => Promise<void>): HTMLElement {
  const choices = [{ value: '', label: text.mint }, ...vias.map((via) => ({ value: via, label: via }))];
  return select(text.mint, choices, '', async (chosen) => {
    const via = vias.find((one) => one === chosen);
    if (via === undefined) return;
    const { code, expires_in } = await control.mintCode({ app_id, open_id: user.open_id, via });
    minted.set(user.open_id, { code, label: `${via} · ${text.minted(user.name, expires_in)}` });
    await refresh();
  });
}

function addForm(refresh: () => Promise<void>): HTMLElement {
  const name = element('input', { type: 'text', name: 'name' });
  const enName = element('input', { type: 'text', name: 'en_name' });
  const email = element('input', { type: 'text', name: 'email' });
  const add = button(text.add, async () => {
    if (name.value.trim() === '') return name.focus();
    await control.addUser({
      open_id: `ou_${randomHex(32)}`,
      name: name.value.trim(),
      en_name: enName.value.trim(),
      email: email.value.trim() || null,
    });
    notify(text.added(name.value.trim()));
    await refresh();
  });
  return element(
    'div',
    { class: 'card form' },
    field(text.name, name),
    field(text.enName, enName),
    field(text.email, email),
    add,
  );
}

/** The whole id is a click away. */
function shortId(open_id: string): string {
  return open_id.length > 24 ? `${open_id.slice(0, 11)}…${open_id.slice(-8)}` : open_id;
}

function randomHex(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length / 2));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
