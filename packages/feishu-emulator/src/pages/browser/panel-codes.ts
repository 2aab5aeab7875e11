import { element } from '../../client/element.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { copyable, tag } from './controls.ts';
import { timeOfDay } from './local-time.ts';

const text = {
  zh: {
    intro: '最近发放的授权码。在“用户”中可以手动生成。',
    none: '还没有发放过授权码。',
    states: { live: '有效', used: '已使用', expired: '已过期' },
    until: '有效至',
    copy: '点按复制',
  },
  en: {
    intro: 'Codes handed out lately. Mint one by hand under “Users”.',
    none: 'No code was handed out yet.',
    states: { live: 'live', used: 'used', expired: 'expired' },
    until: 'until',
    copy: 'Click to copy',
  },
}[boot.language];

const kinds = { live: 'good', used: '', expired: 'warn' };

export async function drawCodes(section: HTMLElement): Promise<void> {
  const codes = await control.codes();
  const rows = codes.map((code) =>
    element(
      'article',
      { class: 'row' },
      tag(text.states[code.state], kinds[code.state]),
      element(
        'div',
        { class: 'who' },
        element('strong', {}, `${code.name ?? ''} · ${code.via}`),
        copyable(code.code, text.copy),
      ),
      element('span', { class: 'note' }, `${text.until} ${timeOfDay(code.expires_at)}`),
    ),
  );
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    rows.length > 0 ? element('div', { class: 'rows' }, ...rows) : element('p', { class: 'empty' }, text.none),
  );
}
