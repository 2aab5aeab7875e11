/** The whole of `dist/feishu-login.js`. */
export { createFeishuLogin } from './feishu-login.ts';
