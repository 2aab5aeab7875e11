import type { Check } from '../check.ts';
import { silent } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import type { Host } from '../platform.ts';

const variables: Record<Host, string> = {
  open: 'FEISHU_OPEN_URL',
  accounts: 'FEISHU_ACCOUNTS_URL',
  passport: 'FEISHU_PASSPORT_URL',
};

/** Each host of the platform answers, whatever it says: name, route and certificate are right. */
export const hosts: Check = {
  id: 'hosts',
  title: { zh: '平台地址', en: 'Hosts' },
  run: async ({ config, platform }) => {
    const urls: Record<Host, URL> = {
      open: config.feishu.openUrl,
      accounts: config.feishu.accountsUrl,
      passport: config.feishu.passportUrl,
    };
    const names = (Object.keys(variables) as Host[]).filter(
      (name, index, all) => all.findIndex((other) => urls[other].origin === urls[name].origin) === index,
    );
    return Promise.all(
      names.map(async (name): Promise<Finding> => {
        const answer = await platform.knock(name);
        const { origin, host } = urls[name];
        if (!answer.answered) return silent(host, answer);
        return {
          level: 'ok',
          what: { zh: `${origin}，${answer.milliseconds} 毫秒`, en: `${origin}, ${answer.milliseconds} ms` },
        };
      }),
    );
  },
};
