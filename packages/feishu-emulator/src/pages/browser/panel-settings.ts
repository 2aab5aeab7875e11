import { element } from '../../client/element.ts';
import type { StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, notify, select } from './controls.ts';
import { provenanceTag } from './provenance.ts';
import { groupOf, settingHeadings } from './setting-groups.ts';
import { settingAbout } from './setting-names.ts';

const text = {
  zh: {
    intro: '文档没有规定或自相矛盾之处的选择，以及真实平台没有的便利。标签说明默认值的依据。改动立即生效。',
    changed: '已改动',
    standard: '默认',
    nobody: '（无）',
    reset: '恢复初始数据',
    sure: '用户、应用、设置、授权码和日志都会恢复到初始状态。',
    done: '已恢复初始数据',
  },
  en: {
    intro:
      'Choices the documentation leaves open or contradicts itself about, and conveniences the real platform lacks. The label says how the default is known. Changes hold at once.',
    changed: 'changed',
    standard: 'default',
    nobody: '(nobody)',
    reset: 'Back to the seed',
    sure: 'Users, apps, settings, codes and the journal go back to how they began.',
    done: 'Back to the seed',
  },
}[boot.language];

export async function drawSettings(
  section: HTMLElement,
  { users }: StateView,
  refresh: () => Promise<void>,
): Promise<void> {
  const { defaults, about, provenance, ...values } = await control.settings();
  const standard: Record<string, unknown> = defaults;
  const people = [
    { value: 'null', label: text.nobody },
    ...users.map(({ open_id, name }) => ({ value: JSON.stringify(open_id), label: name })),
  ];
  const rows = Object.entries(values).map(([name, value]) => {
    const change = async (next: unknown) => {
      await control.changeSetting(name, next);
      await refresh();
    };
    const input = name === 'auto_login' ? chooser(name, people, value, change) : controlFor(name, value, change);
    const changed = JSON.stringify(value) !== JSON.stringify(standard[name]);
    const row = element(
      'div',
      { class: changed ? 'setting changed' : 'setting', 'data-setting': name },
      element(
        'div',
        {},
        element('code', {}, name),
        ' ',
        ...[provenance[name]].flatMap((known) => (known ? [provenanceTag(known)] : [])),
        element('p', {}, settingAbout(name, about[name] ?? '')),
        ...(changed ? [element('p', { class: 'note' }, `${text.standard} ${JSON.stringify(standard[name])}`)] : []),
      ),
      input,
    );
    return { name, row };
  });
  const reset = button(text.reset, async () => {
    if (!confirm(text.sure)) return;
    await control.reset();
    notify(text.done);
    await refresh();
  });
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    ...Object.entries(settingHeadings).map(([group, heading]) =>
      element(
        'div',
        { class: 'card settings' },
        element('h2', {}, heading),
        ...rows.filter(({ name }) => groupOf(name) === group).map(({ row }) => row),
      ),
    ),
    reset,
  );
}

function controlFor(name: string, value: unknown, change: (value: unknown) => unknown): HTMLElement {
  if (typeof value === 'boolean') {
    const box = element('input', { type: 'checkbox', role: 'switch', 'aria-label': name });
    box.checked = value;
    box.addEventListener('change', () => change(box.checked));
    return element('label', { class: 'toggle' }, box, element('span', { class: 'track' }));
  }
  const choices = boot.choices[name];
  if (choices) {
    const named = choices.map((choice) => ({ value: JSON.stringify(choice), label: String(choice) }));
    return chooser(name, named, value, change);
  }
  return typing(name, value, change);
}

function chooser(
  name: string,
  choices: { value: string; label: string }[],
  value: unknown,
  change: (value: unknown) => unknown,
): HTMLElement {
  return select(name, choices, JSON.stringify(value), (chosen) => change(JSON.parse(chosen)));
}

/** Numbers, nullable numbers, and lists written with spaces. */
function typing(name: string, value: unknown, change: (value: unknown) => unknown): HTMLElement {
  const list = Array.isArray(value);
  const input = element('input', { type: list ? 'text' : 'number', 'aria-label': name });
  input.value = list ? value.join(' ') : String(value ?? '');
  input.addEventListener('change', () => {
    if (list) change(input.value.split(/\s+/).filter((part) => part !== ''));
    else change(input.value === '' ? null : Number(input.value));
  });
  return input;
}
