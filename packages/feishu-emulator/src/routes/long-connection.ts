import { longConnectionEndpoint, longConnectionErrors } from '@feishu-login/feishu-types';
import { textField } from '../access/historic-tokens.ts';
import { clientConfig } from '../events/long-connection/connections.ts';
import { longConnectionPath } from '../events/long-connection/upgrade.ts';
import type { Endpoint } from '../exchange/endpoint.ts';
import { refuse } from '../exchange/failure.ts';

/** 使用长连接接收事件: where the official SDK asks for a WebSocket address. Self-built apps only. */
export const longConnection: Endpoint = {
  ...longConnectionEndpoint,
  dialect: 'envelope',
  errors: longConnectionErrors,
  accepts: 'json',
  handle(call, platform) {
    const id = textField(call, 'AppID');
    if (id === undefined || textField(call, 'AppSecret') === undefined) {
      throw refuse(longConnectionErrors, 1000040344, {
        en: 'AppID or AppSecret is missing or empty.',
        zh: '缺少 AppID 或 AppSecret，或其为空。',
      });
    }
    const app = platform.apps.find(id);
    if (!app) {
      throw refuse(longConnectionErrors, 1000040346, {
        en: `There is no app "${id}". Compare AppID with 凭证与基础信息 in the console.`,
        zh: `应用“${id}”不存在。请核对开发者后台“凭证与基础信息”中的 App ID。`,
      });
    }
    if (textField(call, 'AppSecret') !== app.app_secret || !app.enabled) {
      throw refuse(longConnectionErrors, 514, {
        en: 'AppSecret is not the app’s, or the app is disabled.',
        zh: 'AppSecret 与应用不符，或应用已停用。',
      });
    }
    if (app.type !== 'self_built') {
      throw refuse(longConnectionErrors, 403, {
        en: 'Only self-built apps may use the long connection; a store app needs an event address.',
        zh: '仅自建应用支持长连接；商店应用请配置事件请求地址。',
      });
    }
    const ticket = platform.connections.invite(app.app_id);
    if (ticket === undefined) {
      throw refuse(longConnectionErrors, 1000040350, {
        en: 'The app has 50 long connections open, which is all it may have.',
        zh: '该应用已有 50 个长连接，达到上限。',
      });
    }
    const address = `${call.secure ? 'wss' : 'ws'}://${call.headers.host ?? 'localhost'}${longConnectionPath}`;
    return {
      code: 0,
      msg: '',
      data: {
        URL: `${address}?device_id=${ticket.slice(0, 16)}&service_id=1&ticket=${ticket}`,
        ClientConfig: clientConfig,
      },
    };
  },
};
