export type Language = 'en' | 'zh';

interface ArgumentTexts {
  oneFolder(folders: readonly string[]): string;
  badPort(text: string): string;
  badPlatform(text: string): string;
  mustBe(option: string, allowed: readonly string[], value: string): string;
}

/** What is wrong with an argument, in the language of the terminal. */
export const argumentTexts: Readonly<Record<Language, ArgumentTexts>> = {
  en: {
    oneFolder: (folders) => `one folder, not ${folders.join(' and ')}.`,
    badPort: (text) => `--port must be a number from 0 to 65535, it was "${text}".`,
    badPlatform: (text) =>
      `--platform must be the address of a feishu-emulator, such as http://localhost:4000; it was "${text}".`,
    mustBe: (option, allowed, value) => `--${option} must be one of ${allowed.join(', ')}; it was "${value}".`,
  },
  zh: {
    oneFolder: (folders) => `只能指定一个目录，实际为：${folders.join('、')}。`,
    badPort: (text) => `--port 必须是 0 到 65535 的数字，实际为“${text}”。`,
    badPlatform: (text) => `--platform 必须是 feishu-emulator 的地址，例如 http://localhost:4000，实际为“${text}”。`,
    mustBe: (option, allowed, value) => `--${option} 必须是 ${allowed.join('、')} 之一，实际为“${value}”。`,
  },
};
