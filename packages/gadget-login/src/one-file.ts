/** The whole of `dist/one-file/feishu-login.js`. */
export { createFeishuLogin } from './feishu-login.ts';
