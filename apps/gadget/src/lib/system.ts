import type { DeviceDescription } from '@feishu-login/auth-types';
import type { Language } from './messages.ts';

/** What the client tells about itself; nothing where it cannot. */
function systemInfo(): Partial<SystemInfo> {
  try {
    return tt.getSystemInfoSync();
  } catch (cause) {
    console.warn('the client does not describe itself', cause);
    return {};
  }
}

/** The client's language: Chinese or, for every other one, English. Chinese too when it does not say. */
export function currentLanguage(): Language {
  const { language } = systemInfo();
  return language === undefined || /^zh/i.test(language) ? 'zh-CN' : 'en';
}

/** The contract's limit for each text. */
const maxText = 200;

/** For the user's list of devices. */
export function describeDevice(): DeviceDescription {
  const { platform, brand, model, version } = systemInfo();
  const texts = {
    platform: platform ?? '',
    model: [brand, model].filter(Boolean).join(' '),
    client_version: version ?? '',
  };
  return {
    ...(texts.platform === '' ? {} : { platform: texts.platform.slice(0, maxText) }),
    ...(texts.model === '' ? {} : { model: texts.model.slice(0, maxText) }),
    ...(texts.client_version === '' ? {} : { client_version: texts.client_version.slice(0, maxText) }),
  };
}
