import { element } from '../../client/element.ts';
import type { GrantView, StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { avatar, button, notify, tag } from './controls.ts';
import { nameOf } from './person-name.ts';

const text = {
  zh: {
    intro: '用户授予应用的权限。撤销后令牌随即失效，下次登录会再次询问，如同在账号安全中撤销。',
    none: '还没有人授权过。',
    withdraw: '撤销',
    withdrawn: (name: string) => `已撤销 ${name} 的授权`,
    basic: '基本信息',
  },
  en: {
    intro:
      'What people have allowed apps. Withdrawn, the tokens end and the next sign-in asks again, as from the account’s security page.',
    none: 'Nobody has allowed anything yet.',
    withdraw: 'Withdraw',
    withdrawn: (name: string) => `What ${name} had allowed is withdrawn`,
    basic: 'basic profile',
  },
}[boot.language];

export async function drawGrants(section: HTMLElement, state: StateView, refresh: () => Promise<void>): Promise<void> {
  const grants = await control.grants();
  section.replaceChildren(
    element('p', { class: 'intro' }, text.intro),
    grants.length === 0
      ? element('p', { class: 'empty' }, text.none)
      : element('div', { class: 'rows' }, ...grants.map((grant) => grantRow(grant, state, refresh))),
  );
}

function grantRow(grant: GrantView, { users, apps }: StateView, refresh: () => Promise<void>): HTMLElement {
  const name = nameOf(users, grant.open_id) ?? grant.open_id;
  const app = apps.find(({ app_id }) => app_id === grant.app_id)?.name ?? grant.app_id;
  const withdraw = button(text.withdraw, async () => {
    await control.withdrawGrant({ app_id: grant.app_id, open_id: grant.open_id });
    notify(text.withdrawn(name));
    await refresh();
  });
  withdraw.setAttribute('aria-label', `${text.withdraw}: ${name}, ${app}`);
  const scopes = grant.scopes.length > 0 ? grant.scopes : [text.basic];
  return element(
    'article',
    { class: 'row', 'data-grant': grant.open_id },
    avatar(name),
    element(
      'div',
      { class: 'who' },
      element('strong', {}, `${name} · ${app}`),
      element('div', { class: 'tags' }, ...scopes.map((scope) => tag(scope))),
    ),
    withdraw,
  );
}
