import { element } from '../../client/element.ts';
import type { SnapshotView, StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, field, notify } from './controls.ts';
import { dayAndTime } from './local-time.ts';

const text = {
  zh: {
    intro: '记住此刻的一切（日志除外），稍后可以回来。最多保留二十个，重启后消失。',
    name: '名称',
    take: '保存快照',
    taken: '已保存',
    none: '还没有快照。',
    restore: '恢复',
    restored: (name: string) => `已恢复到 ${name}`,
  },
  en: {
    intro:
      'Remembers all there is at this moment, but the journal, to come back to. The last twenty are kept, until the emulator ends.',
    name: 'Name',
    take: 'Take a snapshot',
    taken: 'Taken',
    none: 'There is no snapshot yet.',
    restore: 'Restore',
    restored: (name: string) => `Back at ${name}`,
  },
}[boot.language];

export async function drawSnapshots(
  section: HTMLElement,
  _state: StateView,
  refresh: () => Promise<void>,
): Promise<void> {
  const snapshots = await control.snapshots();
  const name = element('input', { type: 'text', maxlength: '100' });
  const take = button(
    text.take,
    async () => {
      await control.snapshot(name.value.trim() || undefined);
      notify(text.taken);
      await refresh();
    },
    'main',
  );
  const nameField = field(text.name, name);
  nameField.classList.add('most');
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    element('div', { class: 'card form' }, nameField, take),
    snapshots.length === 0
      ? element('p', { class: 'empty' }, text.none)
      : element('div', { class: 'rows' }, ...snapshots.reverse().map((one) => snapshotRow(one, refresh))),
  );
}

function snapshotRow({ id, name, taken_at }: SnapshotView, refresh: () => Promise<void>): HTMLElement {
  const restore = button(text.restore, async () => {
    await control.restore(id);
    notify(text.restored(name ?? id));
    await refresh();
  });
  restore.setAttribute('aria-label', `${text.restore}: ${name ?? id}`);
  return element(
    'article',
    { class: 'row', 'data-snapshot': id },
    element(
      'div',
      { class: 'who' },
      element('strong', {}, name ?? id),
      element('span', { class: 'note' }, dayAndTime(taken_at)),
    ),
    restore,
  );
}
