import { element } from '../../client/element.ts';
import type { AppView, StateView } from '../../control-api/views.ts';
import { boot } from './boot.ts';
import { control } from './control.ts';
import { button, copyable, field, notify, tag, toggle } from './controls.ts';

const text = {
  zh: {
    intro: '应用在开发者后台的设置。这里保存即生效，真实平台上权限和事件需要发布版本。',
    types: { self_built: '自建应用', store: '商店应用' },
    redirect: '重定向 URL',
    redirectHint: '每行一个，协议、域名、端口和完整路径必须一致',
    domains: 'H5 可信域名',
    domainsHint: '每行一个 host:port',
    scopes: '已开通的权限',
    scopesHint: '每行一个',
    event: '事件请求地址',
    secret: '新的 App Secret',
    secretHint: '留空则不变',
    enabled: '已启用',
    save: '保存',
    saved: '已保存',
    copy: '点按复制',
  },
  en: {
    intro:
      'What a developer sets up in the console. Saved means in force; the real platform wants a release for scopes and events.',
    types: { self_built: 'Self-built', store: 'Store' },
    redirect: 'Redirect URLs',
    redirectHint: 'One a line; scheme, host, port and the whole path must be equal',
    domains: 'H5 trusted domains',
    domainsHint: 'One host:port a line',
    scopes: 'Enabled scopes',
    scopesHint: 'One a line',
    event: 'Event request URL',
    secret: 'New app secret',
    secretHint: 'Left empty, it stays',
    enabled: 'Enabled',
    save: 'Save',
    saved: 'Saved',
    copy: 'Click to copy',
  },
}[boot.language];

export function drawApps(section: HTMLElement, { apps }: StateView, refresh: () => Promise<void>): void {
  section.replaceChildren(element('p', { class: 'intro' }, text.intro), ...apps.map((app) => appCard(app, refresh)));
}

function appCard(app: AppView, refresh: () => Promise<void>): HTMLElement {
  const redirects = lines(app.redirect_urls);
  const domains = lines(app.h5_domains);
  const scopes = lines(app.scopes);
  const event = element('input', { type: 'url', value: app.event_url ?? '' });
  const secret = element('input', { type: 'text', autocomplete: 'off' });
  const save = async () => {
    await control.changeApp(app.app_id, {
      redirect_urls: read(redirects),
      h5_domains: read(domains),
      scopes: read(scopes),
      event_url: event.value.trim() || null,
      ...(secret.value !== '' && { app_secret: secret.value }),
    });
    notify(text.saved);
    await refresh();
  };
  return element(
    'article',
    { class: 'card app' },
    element(
      'header',
      {},
      element('strong', {}, app.name),
      tag(text.types[app.type], 'accent'),
      copyable(app.app_id, text.copy),
      toggle(text.enabled, app.enabled, (enabled) => control.changeApp(app.app_id, { enabled }).then(refresh)),
    ),
    element(
      'div',
      { class: 'grid' },
      field(text.redirect, redirects, text.redirectHint),
      field(text.domains, domains, text.domainsHint),
      field(text.scopes, scopes, text.scopesHint),
      element('div', {}, field(text.event, event), field(text.secret, secret, text.secretHint)),
    ),
    button(text.save, save, 'main'),
  );
}

function lines(values: readonly string[]): HTMLTextAreaElement {
  return element('textarea', { class: 'mono', rows: '4', spellcheck: 'false', wrap: 'off' }, values.join('\n'));
}

function read(area: HTMLTextAreaElement): string[] {
  return area.value
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
