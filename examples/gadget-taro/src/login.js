import { createFeishuLogin } from './feishu-login.js';

export const login = createFeishuLogin({ apiUrl: 'https://login.example.com' });

/** Whoever holds the device is signed in; somebody who signed out, by a tap on what calls this. */
export const enter = async () => (await login.session()) ?? login.signIn();

const inChinese = /^zh/.test(tt.getSystemInfoSync().language);

export const words = inChinese
  ? { signIn: '登录', signOut: '退出登录', tryAgain: '重试', unreachable: '连不上服务器' }
  : { signIn: 'Sign in', signOut: 'Sign out', tryAgain: 'Try again', unreachable: 'The server cannot be reached' };

/** A failure as people read it: what the server says to it, and the numbers for whoever looks into it. */
export async function explain({ code, platformCode, requestId, message }) {
  const query = { code, ...(platformCode && { platform_code: String(platformCode) }) };
  const numbers = [code, platformCode, requestId].filter(Boolean).join(' · ');
  try {
    const { told } = await login.request('GET /api/v1/explanations', { query });
    const { title, what } = told[inChinese ? 'zh-CN' : 'en'];
    return { title, text: what, numbers };
  } catch {
    return { title: words.unreachable, text: message, numbers };
  }
}
