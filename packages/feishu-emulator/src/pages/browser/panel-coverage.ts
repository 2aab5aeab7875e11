import { element } from '../../client/element.ts';
import type { Fact } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { tag } from './controls.ts';
import { provenanceTag } from './provenance.ts';

const text = {
  zh: { intro: '模拟了哪些接口与事件，以及每一项的依据。', everywhere: '所有接口', events: '事件', store: '商店应用' },
  en: {
    intro: 'What is emulated, and how each of it is known.',
    everywhere: 'Every endpoint',
    events: 'Events',
    store: 'store apps',
  },
}[boot.language];

/** What is emulated, with its documentation page and with how it is known. */
export async function drawCoverage(section: HTMLElement): Promise<void> {
  const { endpoints, events, everywhere } = await control.coverage();
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    element(
      'div',
      { class: 'card settings' },
      element(
        'div',
        { class: 'setting known' },
        element('div', {}, element('strong', {}, text.everywhere), ...lines(everywhere)),
      ),
      ...endpoints.map(({ method, path, page, provenance, facts }) =>
        element(
          'div',
          { class: 'setting known', 'data-endpoint': `${method} ${path}` },
          element('div', {}, tag(method), ' ', element('code', {}, path), element('p', {}, page), ...lines(facts)),
          provenanceTag(provenance),
        ),
      ),
    ),
    element('h3', {}, text.events),
    element(
      'div',
      { class: 'card settings' },
      ...events.map(({ type, page, store_only, provenance, facts }) =>
        element(
          'div',
          { class: 'setting known', 'data-event': type },
          element(
            'div',
            {},
            element('code', {}, type),
            ...storeTag(store_only),
            element('p', {}, page),
            ...lines(facts),
          ),
          provenanceTag(provenance),
        ),
      ),
    ),
  );
}

function storeTag(storeOnly: boolean): (string | HTMLElement)[] {
  return storeOnly ? [' ', tag(text.store)] : [];
}

function lines(facts: readonly Fact[]): HTMLElement[] {
  return facts.map((fact) => element('p', { class: 'note' }, fact[boot.language], ' ', provenanceTag(fact.provenance)));
}
