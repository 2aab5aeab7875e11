const { createFeishuLogin } = require('./feishu-login.js');

App({ login: createFeishuLogin({ apiUrl: 'https://login.example.com' }) });
