import type { Check } from '../check.ts';
import { hostSilent, withoutValue } from '../failed-call.ts';

/** App ID and App Secret open the platform: 自建应用获取 app_access_token and 自建应用获取 tenant_access_token. */
export const credentials: Check = {
  id: 'credentials',
  title: { zh: '应用凭证', en: 'Credentials' },
  run: async ({ config, platform }) => {
    if (!(await platform.knock('open')).answered) return [hostSilent];
    const answers = await Promise.all([platform.appToken(), platform.tenantToken()]);
    const failed = answers.find((answer) => answer.kind !== 'value');
    if (failed !== undefined) return [withoutValue(failed)];
    const { appId } = config.feishu;
    return [
      {
        level: 'ok',
        what: {
          zh: `${appId} 能取得 app_access_token 和 tenant_access_token`,
          en: `${appId} is given app and tenant tokens`,
        },
      },
    ];
  },
};
