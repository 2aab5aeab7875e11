import { type Language, type Words, wordsEn, wordsZh } from '@feishu-login/product';
import { brand } from './brand.ts';

/** What the mini program says: what all our pages say, and what only a mini program has to say. */
export interface Messages extends Words {
  homeTitle: string;
  welcome: string;
  linkCopied: string;
  signedOut: string;
  signedOutText: Record<'device' | 'everywhere' | 'feishu', string>;
  untoldText: string;
  ended: string;
  endedText: string;
  signingIn: string;
  privacy: string;
  retryIn: (seconds: number) => string;
  retryNow: string;
  inLine: (ahead: number, seconds: number) => string;
  device: string;
  since: string;
  until: string;
  lastSeen: (when: string) => string;
  signedInAt: (when: string) => string;
  loading: string;
  missingTitle: string;
  /** Of a question before something is ended. */
  question: (name: string) => string;
  /** The word for yes to such a question, in four characters: more is cut off (page "showModal"). */
  leave: string;
  date: (at: Date) => string;
}

const chinese: Messages = {
  ...wordsZh,
  homeTitle: '我的账号',
  welcome: '欢迎使用',
  linkCopied: '链接已复制，请在浏览器中打开',
  signedOut: '你已退出登录',
  signedOutText: {
    device: '想回来时，点一下按钮即可。',
    everywhere: '你在所有设备上的登录都已结束。想回来时，点一下按钮即可。',
    feishu: '你在这里的所有登录都已结束，飞书也已在你的所有终端上退出。',
  },
  untoldText: '本机已退出，但没能通知服务器；之前的登录会自行失效。',
  ended: '登录已过期',
  endedText: '请重新登录，只需点一下。',
  signingIn: '正在登录…',
  privacy: '登录时只读取你的姓名、头像等基本资料',
  retryIn: (seconds) => `请在 ${seconds} 秒后重试`,
  retryNow: '现在可以重试了',
  inLine: (ahead, seconds) => {
    const place = ahead > 0 ? `前面约 ${ahead} 人` : '你排在第一位';
    return `${place}，约 ${seconds < 100 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`}后自动继续`;
  },
  device: '设备',
  since: '登录时间',
  until: '有效期至',
  lastSeen: (when) => `最近使用 ${when}`,
  signedInAt: (when) => `登录于 ${when}`,
  loading: '正在加载…',
  missingTitle: '授权还不完整',
  question: (name) => `${name}？`,
  leave: '退出',
  date: (at) => `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${clock(at)}`,
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const english: Messages = {
  ...wordsEn,
  homeTitle: 'My account',
  welcome: 'Welcome',
  linkCopied: 'Link copied: open it in a browser',
  signedOut: 'You are signed out',
  signedOutText: {
    device: 'Tap the button whenever you want to come back.',
    everywhere: 'Your sessions on all devices have ended. Tap the button whenever you want to come back.',
    feishu: 'All your sessions here have ended, and Feishu has signed you out on all your devices.',
  },
  untoldText: 'This device is signed out, but the server could not be told; the old session will end by itself.',
  ended: 'Your session has ended',
  endedText: 'Please sign in again. One tap will do.',
  signingIn: 'Signing in…',
  privacy: 'Signing in reads your basic profile only, such as name and avatar',
  retryIn: (seconds) => `Try again in ${seconds} s`,
  retryNow: 'You can try again now',
  inLine: (ahead, seconds) => {
    const place = ahead > 0 ? `About ${ahead} before you` : 'You are next';
    return `${place}; goes on in about ${seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}`;
  },
  device: 'Device',
  since: 'Signed in',
  until: 'Valid until',
  lastSeen: (when) => `Last used ${when}`,
  signedInAt: (when) => `Signed in ${when}`,
  loading: 'Loading…',
  missingTitle: 'Not all of it was allowed',
  question: (name) => `${name}?`,
  leave: 'Sign out',
  date: (at) => `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}, ${clock(at)}`,
};

export const messages: Record<Language, Messages> = { 'zh-CN': branded(chinese), en: branded(english) };

/** In the operator's name, where they say so. */
function branded(ours: Messages): Messages {
  return brand === null ? ours : { ...ours, signIn: { ...ours.signIn, ...brand.signIn[ours.language] } };
}

/** The same thing in each language. */
export function inEach<Said>(say: (language: Language) => Said): Record<Language, Said> {
  return { 'zh-CN': say('zh-CN'), en: say('en') };
}

function clock(at: Date): string {
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
