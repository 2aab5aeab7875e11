/** For `lang` attributes and `Intl`. */
export type Language = 'zh-CN' | 'en';
