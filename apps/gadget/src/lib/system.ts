import type { Language } from '@feishu-login/product';

/** The client's language: Chinese or, for every other one, English. Chinese too when it does not say. */
export function currentLanguage(): Language {
  const language = systemInfo()?.language;
  return typeof language !== 'string' || /^zh/i.test(language) ? 'zh-CN' : 'en';
}

/** What the client tells about itself; nothing where it cannot. */
function systemInfo(): ReturnType<typeof tt.getSystemInfoSync> | undefined {
  try {
    return tt.getSystemInfoSync();
  } catch (cause) {
    console.warn('the client does not describe itself', cause);
    return undefined;
  }
}
