export type Language = 'zh-CN' | 'en';

const chinese = {
  loginTitle: '登录',
  homeTitle: '我的账号',
  welcome: '欢迎使用',
  welcomeText: '用你的飞书身份登录，无需另设密码。',
  signedOut: '你已退出登录',
  signedOutText: '想回来时，点一下按钮即可。',
  untoldText: '本机已退出，但没能通知服务器；之前的登录会自行失效。',
  ended: '登录已过期',
  endedText: '请重新登录，只需点一下。',
  signIn: '使用飞书登录',
  signingIn: '正在登录…',
  privacy: '登录时只读取你的姓名、头像等基本资料',
  retryIn: (seconds: number) => `请在 ${seconds} 秒后重试`,
  retryNow: '现在可以重试了',
  requestId: (id: string) => `问题编号 ${id}`,
  retry: '重试',
  signOut: '退出登录',
  signingOut: '正在退出…',
  email: '邮箱',
  tenant: '企业标识',
  openId: 'Open ID',
  device: '设备',
  since: '登录时间',
  until: '有效期至',
  date: (at: Date) => `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${clock(at)}`,
};

export type Messages = typeof chinese;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const english: Messages = {
  loginTitle: 'Sign in',
  homeTitle: 'My account',
  welcome: 'Welcome',
  welcomeText: 'Sign in with your Feishu identity. No other password needed.',
  signedOut: 'You are signed out',
  signedOutText: 'Tap the button whenever you want to come back.',
  untoldText: 'This device is signed out, but the server could not be told; the old session will end by itself.',
  ended: 'Your session has ended',
  endedText: 'Please sign in again. One tap will do.',
  signIn: 'Sign in with Feishu',
  signingIn: 'Signing in…',
  privacy: 'Signing in reads your basic profile only, such as name and avatar',
  retryIn: (seconds) => `Try again in ${seconds} s`,
  retryNow: 'You can try again now',
  requestId: (id) => `Reference ${id}`,
  retry: 'Try again',
  signOut: 'Sign out',
  signingOut: 'Signing out…',
  email: 'Email',
  tenant: 'Tenant',
  openId: 'Open ID',
  device: 'Device',
  since: 'Signed in',
  until: 'Valid until',
  date: (at) => `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}, ${clock(at)}`,
};

export const messages: Record<Language, Messages> = { 'zh-CN': chinese, en: english };

function clock(at: Date): string {
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
