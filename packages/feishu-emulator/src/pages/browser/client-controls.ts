import { type BehaviourName, behaviours } from '../../client/behaviour.ts';
import { element } from '../../client/element.ts';
import { type ClientAge, clientAges } from '../../client/version.ts';
import type { UserView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import type { ClientSettings } from './client-settings.ts';
import { avatar, field, select, tag } from './controls.ts';

const text = {
  zh: {
    who: '登录的用户',
    statuses: { active: '', frozen: '已冻结', resigned: '已离职', unregistered: '未激活' },
    outside: '不可用',
    version: '客户端版本',
    ages: {
      current: ['7.50', '有 tt.requestAccess'],
      middle: ['6.5', '网页有 requestAuthCode，小程序只有 tt.login'],
      old: ['4.10', '网页两者都没有，只能跳转'],
    },
    behaviour: '用户与网络',
    behaviours: {
      ask: '由我来点',
      accept: '总是同意',
      refuse: '总是拒绝（2700002）',
      forbid: '被禁止（107）',
      offline: '没有网络（303）',
      slow: '网络很慢（3 秒）',
      errno103: 'requestAccess 返回 103',
      absent: '没有 requestAccess（旧 SDK）',
      'never-ready': 'h5sdk.ready 从不触发',
    },
    device: '设备',
    devices: { phone: '手机', desktop: '电脑' },
    language: '语言',
    theme: '外观',
    themes: { auto: '跟随系统', light: '浅色', dark: '深色' },
  },
  en: {
    who: 'Signed-in user',
    statuses: { active: '', frozen: 'frozen', resigned: 'resigned', unregistered: 'not activated' },
    outside: 'not available',
    version: 'Client version',
    ages: {
      current: ['7.50', 'has tt.requestAccess'],
      middle: ['6.5', 'pages have requestAuthCode, gadgets only tt.login'],
      old: ['4.10', 'pages have neither and must redirect'],
    },
    behaviour: 'User and network',
    behaviours: {
      ask: 'I tap myself',
      accept: 'Always accepts',
      refuse: 'Always refuses (2700002)',
      forbid: 'Is forbidden (107)',
      offline: 'No network (303)',
      slow: 'Slow network (3 s)',
      errno103: 'requestAccess answers 103',
      absent: 'No requestAccess (old SDK)',
      'never-ready': 'h5sdk.ready never comes',
    },
    device: 'Device',
    devices: { phone: 'Phone', desktop: 'Desktop' },
    language: 'Language',
    theme: 'Appearance',
    themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  },
}[boot.language];

/** The switches beside the phone. `change` takes what was chosen. */
export function drawControls(
  host: HTMLElement,
  settings: ClientSettings,
  users: readonly UserView[],
  change: (change: Partial<ClientSettings>) => void,
): void {
  const names: BehaviourName[] = Object.keys(behaviours).filter((name) => isBehaviour(name));
  host.replaceChildren(
    group(
      text.who,
      people(users, settings.open_id, (open_id) => change({ open_id })),
    ),
    group(
      text.version,
      ages(settings.age, (age) => change({ age })),
    ),
    field(
      text.behaviour,
      select(
        text.behaviour,
        names.map((value) => ({ value, label: text.behaviours[value] })),
        settings.behaviour,
        (behaviour) => isBehaviour(behaviour) && change({ behaviour }),
      ),
    ),
    field(
      text.device,
      segments(text.devices, settings.device, (device) => change({ device })),
    ),
    field(
      text.language,
      segments({ zh_CN: '中文', en_US: 'English' }, settings.language, (language) => change({ language })),
    ),
    field(
      text.theme,
      segments(text.themes, settings.theme, (theme) => change({ theme })),
    ),
  );
}

function isBehaviour(name: string): name is BehaviourName {
  return Object.hasOwn(behaviours, name);
}

function group(label: string, content: HTMLElement): HTMLElement {
  return element('div', { class: 'field' }, element('span', { class: 'label' }, label), content);
}

function people(users: readonly UserView[], chosen: string, choose: (open_id: string) => void): HTMLElement {
  const rows = users.map((user) => {
    const row = element(
      'button',
      { type: 'button', role: 'radio', 'aria-checked': String(user.open_id === chosen), 'data-user': user.open_id },
      avatar(user.name),
      element('span', { class: 'name' }, user.name),
      ...(user.status === 'active' ? [] : [tag(text.statuses[user.status], 'bad')]),
      ...(user.available ? [] : [tag(text.outside, 'warn')]),
    );
    row.addEventListener('click', () => choose(user.open_id));
    return row;
  });
  return element('div', { class: 'choices people', role: 'radiogroup', 'aria-label': text.who }, ...rows);
}

function ages(chosen: ClientAge, choose: (age: ClientAge) => void): HTMLElement {
  const all: ClientAge[] = ['current', 'middle', 'old'];
  const rows = all.map((age) => {
    const [version = clientAges[age], note = ''] = text.ages[age];
    const row = element(
      'button',
      { type: 'button', role: 'radio', 'aria-checked': String(age === chosen), 'data-age': age },
      element('strong', {}, version),
      element('span', { class: 'note' }, note),
    );
    row.addEventListener('click', () => choose(age));
    return row;
  });
  return element('div', { class: 'choices', role: 'radiogroup', 'aria-label': text.version }, ...rows);
}

function segments<Value extends string>(
  labels: Record<Value, string>,
  chosen: Value,
  choose: (value: Value) => void,
): HTMLElement {
  const values = Object.keys(labels).filter((value): value is Value => value in labels);
  const buttons = values.map((value) => {
    const made = element('button', { type: 'button', 'aria-pressed': String(value === chosen) }, labels[value]);
    made.addEventListener('click', () => choose(value));
    return made;
  });
  return element('div', { class: 'segments' }, ...buttons);
}
