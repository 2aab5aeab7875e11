import { element } from '../../client/element.ts';
import type { FaultKindView, PlannedFault, StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, field, select, tag } from './controls.ts';
import { faultAbout } from './fault-names.ts';

const text = {
  zh: {
    intro: '让平台按计划出错，看看应用是否应付得来。“之后”表示平台已经做完，只是回答丢了。',
    fault: '故障',
    when: '时机',
    moments: { before: '平台处理之前', after: '平台处理之后' },
    families: { answer: '回答', body: '内容', wire: '连接', scenario: '平台上发生的事' },
    times: '次数',
    always: '不限',
    path: '路径',
    anywhere: '所有接口',
    own: '此故障的接口',
    number: '平台错误码',
    add: '设置故障',
    none: '没有生效的故障。',
    clear: '全部移除',
    remove: '移除',
    struck: (done: number, all: number | null) => (all === null ? `已触发 ${done} 次` : `已触发 ${done}/${all} 次`),
  },
  en: {
    intro:
      'Have the platform fail on plan and see whether the app copes. “After” means: the work is done, the answer is lost.',
    fault: 'Fault',
    when: 'When',
    moments: { before: 'Before the work', after: 'After the work' },
    families: { answer: 'Answers', body: 'Bodies', wire: 'Connection', scenario: 'What happens on the platform' },
    times: 'Times',
    always: 'no end',
    path: 'Path',
    anywhere: 'Every endpoint',
    own: 'Where this fault belongs',
    number: 'Platform error number',
    add: 'Plan the fault',
    none: 'No fault is planned.',
    clear: 'Remove all',
    remove: 'Remove',
    struck: (done: number, all: number | null) => (all === null ? `struck ${done} times` : `struck ${done} of ${all}`),
  },
}[boot.language];

/** What is chosen in the form, kept over redraws. */
const form: { fault: string; when: PlannedFault['when']; times: string; path: string; number: string } = {
  fault: 'http-500',
  when: 'before',
  times: '1',
  path: '',
  number: '20050',
};

export async function drawFaults(section: HTMLElement, state: StateView, refresh: () => Promise<void>): Promise<void> {
  const { faults, catalogue } = await control.faults();
  const aboutOf = (fault: string) => faultAbout(fault, catalogue.find((kind) => kind.fault === fault)?.about ?? '');
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    planForm(catalogue, () => drawFaults(section, state, refresh), refresh),
    element('div', { class: 'rows' }, ...faults.map((fault) => faultRow(fault, aboutOf(fault.fault), refresh))),
    faults.length === 0
      ? element('p', { class: 'empty' }, text.none)
      : button(text.clear, () => control.clearFaults().then(refresh), 'quiet'),
  );
}

function planForm(catalogue: FaultKindView[], redraw: () => unknown, refresh: () => Promise<void>): HTMLElement {
  const kind = catalogue.find(({ fault }) => fault === form.fault);
  const names = catalogue.map(({ fault, family }) => ({ value: fault, label: fault, group: text.families[family] }));
  const times = element('input', { type: 'number', min: '1', placeholder: text.always, value: form.times });
  times.addEventListener('change', () => {
    form.times = times.value;
  });
  const number = element('input', { type: 'number', value: form.number });
  number.addEventListener('change', () => {
    form.number = number.value;
  });
  const moments = Object.entries(text.moments).map(([value, label]) => ({ value, label }));
  return element(
    'div',
    { class: 'card form' },
    wide(
      text.fault,
      select(text.fault, names, form.fault, (fault) => {
        form.fault = fault;
        form.when = catalogue.find((one) => one.fault === fault)?.when ?? 'before';
        redraw();
      }),
    ),
    field(
      text.when,
      select(text.when, moments, form.when, (when) => {
        form.when = when === 'after' ? 'after' : 'before';
      }),
    ),
    field(text.times, times),
    wide(text.path, pathSelect(kind)),
    ...(form.fault === 'platform-error' ? [field(text.number, number)] : []),
    button(text.add, () => plan().then(refresh), 'main'),
    element('p', { class: 'about' }, kind ? faultAbout(kind.fault, kind.about) : ''),
  );
}

function pathSelect(kind: FaultKindView | undefined): HTMLElement {
  const everywhere = { value: '', label: kind?.paths ? text.own : text.anywhere };
  const paths = boot.paths.map((path) => ({ value: path, label: path }));
  return select(text.path, [everywhere, ...paths], form.path, (path) => {
    form.path = path;
  });
}

function plan() {
  return control.addFault({
    fault: form.fault === 'platform-error' ? form.number : form.fault,
    when: form.when,
    ...(form.times !== '' && { times: Number(form.times) }),
    ...(form.path !== '' && { match: { path: form.path } }),
  });
}

/** A field of two columns. */
function wide(label: string, control: HTMLElement): HTMLElement {
  const made = field(label, control);
  made.classList.add('wide');
  return made;
}

function faultRow(fault: PlannedFault, about: string, refresh: () => Promise<void>): HTMLElement {
  const done = fault.times !== null && fault.struck >= fault.times;
  return element(
    'article',
    { class: done ? 'row done' : 'row' },
    element(
      'div',
      { class: 'who' },
      element('strong', {}, fault.fault),
      element('span', { class: 'note' }, about),
      element('span', { class: 'note' }, `${text.moments[fault.when]} · ${fault.match.path ?? text.anywhere}`),
    ),
    tag(text.struck(fault.struck, fault.times), done ? '' : 'warn'),
    element(
      'div',
      { class: 'actions' },
      button(text.remove, () => control.removeFault(fault.id).then(refresh), 'quiet'),
    ),
  );
}
