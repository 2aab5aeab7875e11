import { element } from '../../client/element.ts';
import type { PlannedFault, StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, tag } from './controls.ts';
import { faultForm } from './fault-form.ts';
import { anywhere, faultAbout, moments } from './fault-names.ts';

const text = {
  zh: {
    intro: '让平台按计划出错，看看应用是否应付得来。“之后”表示平台已经做完，只是回答丢了。',
    none: '没有生效的故障。',
    clear: '全部移除',
    remove: '移除',
    struck: (done: number, all: number | null) => (all === null ? `已触发 ${done} 次` : `已触发 ${done}/${all} 次`),
  },
  en: {
    intro:
      'Have the platform fail on plan and see whether the app copes. “After” means: the work is done, the answer is lost.',
    none: 'No fault is planned.',
    clear: 'Remove all',
    remove: 'Remove',
    struck: (done: number, all: number | null) => (all === null ? `struck ${done} times` : `struck ${done} of ${all}`),
  },
}[boot.language];

export async function drawFaults(section: HTMLElement, state: StateView, refresh: () => Promise<void>): Promise<void> {
  const { faults, catalogue } = await control.faults();
  const aboutOf = (fault: string) => faultAbout(fault, catalogue.find((kind) => kind.fault === fault)?.about ?? '');
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    faultForm(catalogue, () => drawFaults(section, state, refresh), refresh),
    element('div', { class: 'rows' }, ...faults.map((fault) => faultRow(fault, aboutOf(fault.fault), refresh))),
    faults.length === 0
      ? element('p', { class: 'empty' }, text.none)
      : button(text.clear, () => control.clearFaults().then(refresh), 'quiet'),
  );
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
      element(
        'span',
        { class: 'note' },
        `${moments[fault.when]} · ${fault.match.path ?? anywhere}${paramsText(fault.params)}`,
      ),
    ),
    element(
      'div',
      { class: 'actions' },
      tag(text.struck(fault.struck, fault.times), done ? '' : 'warn'),
      button(text.remove, () => control.removeFault(fault.id).then(refresh), 'quiet'),
    ),
  );
}

function paramsText(params: PlannedFault['params']): string {
  return Object.entries(params)
    .map(([name, value]) => ` · ${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('');
}
