import { type BehaviourName, behaviourName } from './behaviour.ts';
import type { Language, Platform, Theme } from './device.ts';
import { clientAges } from './version.ts';

/** How the Feishu-client page tells the rendered gadget which client it runs in: the page's query parameters. */
export interface FrameSettings {
  app_id: string;
  open_id: string;
  version: string;
  platform: Platform;
  language: Language;
  behaviour: BehaviourName;
  theme: Theme | undefined;
}

const platforms: readonly string[] = ['ios', 'android', 'darwin', 'windows_nt', 'openharmony'];

export function readFrameSettings(query: URLSearchParams): FrameSettings {
  const theme = query.get('theme');
  return {
    app_id: query.get('app_id') ?? '',
    open_id: query.get('open_id') ?? '',
    version: /^\d+(\.\d+)*$/.exec(query.get('version') ?? '')?.[0] ?? clientAges.current,
    platform: isPlatform(query.get('platform')) ? (query.get('platform') as Platform) : 'ios',
    language: query.get('language') === 'en_US' ? 'en_US' : 'zh_CN',
    behaviour: behaviourName(query.get('behaviour')),
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
  };
}

export function frameQuery(settings: FrameSettings): URLSearchParams {
  const { theme, ...others } = settings;
  return new URLSearchParams({ ...others, ...(theme && { theme }) });
}

function isPlatform(text: string | null): boolean {
  return text !== null && platforms.includes(text);
}
