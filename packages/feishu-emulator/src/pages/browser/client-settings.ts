import { type BehaviourName, behaviourName } from '../../client/behaviour.ts';
import type { Language, Platform, Theme } from '../../client/device.ts';
import { ageOf, type ClientAge, clientAges } from '../../client/version.ts';
import { boot } from './boot.ts';

/** Everything the Feishu-client page lets a person choose; kept in the page's address. */
export interface ClientSettings {
  tab: 'gadget' | 'web';
  device: 'phone' | 'desktop';
  age: ClientAge;
  open_id: string;
  behaviour: BehaviourName;
  language: Language;
  theme: Theme | 'auto';
  /** What the web tab shows. */
  url: string;
}

export function readSettings(): ClientSettings {
  const query = new URLSearchParams(location.search);
  const theme = query.get('theme');
  return {
    tab: query.get('tab') === 'web' || (query.get('tab') === null && !boot.hasGadget) ? 'web' : 'gadget',
    device: query.get('device') === 'desktop' ? 'desktop' : 'phone',
    age: ageOf(query.get('version') ?? clientAges.current),
    open_id: query.get('open_id') ?? '',
    behaviour: behaviourName(query.get('behaviour')),
    language: (query.get('language') ?? (boot.language === 'zh' ? 'zh_CN' : 'en_US')) === 'zh_CN' ? 'zh_CN' : 'en_US',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    url: query.get('url') ?? '',
  };
}

/** So that a reload, or a link sent to a colleague, shows the same client. */
export function keepSettings(settings: ClientSettings): void {
  const { age, ...others } = settings;
  const query = new URLSearchParams({ ...others, version: clientAges[age] });
  history.replaceState(null, '', `?${query}`);
}

export function platformOf({ device }: ClientSettings): Platform {
  return device === 'desktop' ? 'darwin' : 'ios';
}
