import type { User } from '../state/records.ts';
import { type Html, html } from './html.ts';
import type { PageLanguage } from './language.ts';
import { avatar } from './layout.ts';

const statuses = {
  zh: {
    active: '',
    frozen: '已冻结',
    resigned: '已离职',
    unregistered: '未激活',
    unavailable: '不在可用范围',
    foreign: '其他企业',
  },
  en: {
    active: '',
    frozen: 'frozen',
    resigned: 'resigned',
    unregistered: 'not activated',
    unavailable: 'not available',
    foreign: 'other tenant',
  },
};

/** A list of users to choose from, each a button that carries the open id. */
export function peopleList(people: readonly User[], tenant_key: string | null, language: PageLanguage): Html {
  const text = statuses[language];
  return html`<div class="people">${people.map((user) => {
    const foreign = tenant_key !== null && user.tenant_key !== tenant_key;
    return html`<button type="submit" name="open_id" value="${user.open_id}">
${avatar(user.name)}
<span><span class="name">${user.name}</span><span class="note">${user.en_name || user.open_id}</span></span>
${user.status !== 'active' && html`<span class="tag bad">${text[user.status]}</span>`}
${!user.available && html`<span class="tag warn">${text.unavailable}</span>`}
${foreign && html`<span class="tag">${text.foreign}</span>`}
</button>`;
  })}</div>`;
}
