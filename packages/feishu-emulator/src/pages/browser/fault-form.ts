import { element } from '../../client/element.ts';
import type { FaultKindView, PlannedFault } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, field, select } from './controls.ts';
import { anywhere, faultAbout, moments } from './fault-names.ts';
import { paramFields, readParams, type TypedParams } from './fault-params.ts';

const text = {
  zh: {
    fault: '故障',
    when: '时机',
    families: { answer: '回答', body: '内容', wire: '连接', scenario: '平台上发生的事' },
    times: '次数',
    always: '不限',
    path: '路径',
    own: '此故障的接口',
    number: '平台错误码',
    add: '设置故障',
  },
  en: {
    fault: 'Fault',
    when: 'When',
    families: { answer: 'Answers', body: 'Bodies', wire: 'Connection', scenario: 'What happens on the platform' },
    times: 'Times',
    always: 'no end',
    path: 'Path',
    own: 'Where this fault belongs',
    number: 'Platform error number',
    add: 'Plan the fault',
  },
}[boot.language];

/** What is chosen in the form, kept over redraws. */
const form: { fault: string; when: PlannedFault['when']; times: string; path: string; params: TypedParams } = {
  fault: 'http-500',
  when: 'before',
  times: '1',
  path: '',
  params: {},
};

/** Plans a fault with whatever it takes. */
export function faultForm(
  catalogue: FaultKindView[],
  redraw: () => unknown,
  refresh: () => Promise<void>,
): HTMLElement {
  const kind = catalogue.find(({ fault }) => fault === form.fault);
  const names = catalogue.map(({ fault, family }) => ({ value: fault, label: fault, group: text.families[family] }));
  const times = element('input', { type: 'number', min: '1', placeholder: text.always, value: form.times });
  times.addEventListener('change', () => {
    form.times = times.value;
  });
  const choices = Object.entries(moments).map(([value, label]) => ({ value, label }));
  return element(
    'div',
    { class: 'card form' },
    wide(
      text.fault,
      select(text.fault, names, form.fault, (fault) => {
        form.fault = fault;
        form.when = catalogue.find((one) => one.fault === fault)?.when ?? 'before';
        form.params = {};
        redraw();
      }),
    ),
    field(
      text.when,
      select(text.when, choices, form.when, (when) => {
        form.when = when === 'after' ? 'after' : 'before';
      }),
    ),
    field(text.times, times),
    wide(text.path, pathSelect(kind)),
    ...(kind ? paramFields(kind, form.params) : []),
    button(text.add, () => plan(kind).then(refresh), 'main'),
    element('p', { class: 'about' }, kind ? faultAbout(kind.fault, kind.about) : ''),
  );
}

function pathSelect(kind: FaultKindView | undefined): HTMLElement {
  const everywhere = { value: '', label: kind?.paths ? text.own : anywhere };
  const paths = boot.paths.map((path) => ({ value: path, label: path }));
  return select(text.path, [everywhere, ...paths], form.path, (path) => {
    form.path = path;
  });
}

async function plan(kind: FaultKindView | undefined): Promise<void> {
  const params = kind ? readParams(kind, form.params) : {};
  await control.addFault({
    fault: form.fault,
    when: form.when,
    ...(form.times !== '' && { times: Number(form.times) }),
    ...(form.path !== '' && { match: { path: form.path } }),
    ...(Object.keys(params).length > 0 && { params }),
  });
}

/** A field of two columns. */
function wide(label: string, control: HTMLElement): HTMLElement {
  const made = field(label, control);
  made.classList.add('wide');
  return made;
}
