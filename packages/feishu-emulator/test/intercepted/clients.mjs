/* Asks Feishu's and Lark's own addresses with each client that programs use, and prints the codes of the answers. */
import https from 'node:https';
import axios from 'axios';
import got from 'got';
import { request as undici } from 'undici';

const address = 'https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal';
const json = { app_id: 'cli_a1b2c3d4e5f60718', app_secret: 'emulator-secret-do-not-use-0001' };
const body = JSON.stringify(json);
const headers = { 'content-type': 'application/json' };
const byHttps = (agent) =>
  new Promise((resolve, reject) => {
    const asked = https.request(address, { method: 'POST', headers, agent }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve(JSON.parse(text).code));
    });
    asked.on('error', reject);
    asked.end(body);
  });
const codes = {
  fetch: (await (await fetch(address, { method: 'POST', headers, body })).json()).code,
  https: await byHttps(),
  agent: await byHttps(new https.Agent({ keepAlive: true })),
  undici: (await (await undici(address, { method: 'POST', headers, body })).body.json()).code,
  axios: (await axios.post(address, json)).data.code,
  got: (await got.post(address, { json }).json()).code,
  lark: (await (await fetch(address.replace('feishu.cn', 'larksuite.com'), { method: 'POST', headers, body })).json())
    .code,
};
console.log(JSON.stringify(codes));
process.exit();
