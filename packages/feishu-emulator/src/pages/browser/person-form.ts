import { element } from '../../client/element.ts';
import type { UserView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, field, notify } from './controls.ts';

const text = {
  zh: {
    title: (name: string) => `编辑 ${name}`,
    fields: {
      name: '姓名',
      en_name: '英文名',
      email: '邮箱',
      enterprise_email: '企业邮箱',
      mobile: '手机号',
      employee_no: '工号',
      job_title: '职务',
      avatar_url: '头像地址（留空则由模拟器绘制）',
    },
    save: '保存',
    cancel: '取消',
    remove: '删除此人',
    sure: (name: string) => `删除 ${name}？会向监听的应用推送离职事件。`,
    removed: (name: string) => `已删除 ${name}`,
    saved: '已保存',
  },
  en: {
    title: (name: string) => `Edit ${name}`,
    fields: {
      name: 'Name',
      en_name: 'English name',
      email: 'E-mail',
      enterprise_email: 'Company e-mail',
      mobile: 'Mobile',
      employee_no: 'Employee number',
      job_title: 'Job title',
      avatar_url: 'Picture’s address (drawn here when empty)',
    },
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Delete',
    sure: (name: string) => `Delete ${name}? Apps that listen are told that they left.`,
    removed: (name: string) => `${name} was deleted`,
    saved: 'Saved',
  },
}[boot.language];

type Field = keyof typeof text.fields;
const names: readonly Field[] = [
  'name',
  'en_name',
  'email',
  'enterprise_email',
  'mobile',
  'employee_no',
  'job_title',
  'avatar_url',
];
/** These are texts, if empty ones; the others are absent when empty. */
const texts: readonly Field[] = ['name', 'en_name', 'avatar_url'];

/** Opens a dialog over the panel, whose redraws do not disturb it. */
export function editPerson(user: UserView, refresh: () => Promise<void>): void {
  const inputs = names.map(
    (name) => [name, element('input', { type: 'text', name, value: user[name] ?? '' })] as const,
  );
  const dialog = element('dialog', { class: 'card', 'aria-labelledby': 'dialog-title' });
  const close = () => dialog.close();
  const save = async () => {
    const changed = inputs.filter(([name, input]) => input.value.trim() !== (user[name] ?? ''));
    const values = changed.map(([name, input]) => [name, typedValue(name, input.value.trim())]);
    if (values.length > 0) await control.changeUser(user.open_id, Object.fromEntries(values));
    close();
    notify(text.saved);
    await refresh();
  };
  const remove = async () => {
    if (!confirm(text.sure(user.name))) return;
    await control.removeUser(user.open_id);
    close();
    notify(text.removed(user.name));
    await refresh();
  };
  dialog.append(
    element('h2', { id: 'dialog-title' }, text.title(user.name)),
    element('div', { class: 'form two' }, ...inputs.map(([name, input]) => field(text.fields[name], input))),
    element(
      'div',
      { class: 'actions' },
      button(text.save, save, 'main'),
      button(text.cancel, close),
      element('span', { class: 'space' }),
      button(text.remove, remove, 'danger'),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function typedValue(name: Field, typed: string): string | null {
  return typed === '' && !texts.includes(name) ? null : typed;
}
