import { createFeishuLogin } from './feishu-login.js';

export const login = createFeishuLogin({ apiUrl: 'https://login.example.com' });
