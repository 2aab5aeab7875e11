import type { Check } from '../check.ts';
import { silent } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import type { Host } from '../platform.ts';

/** Each host of the platform answers, whatever it says: name, route and certificate are right. */
export const hosts: Check = {
  id: 'hosts',
  title: { zh: '平台地址', en: 'Hosts' },
  run: async ({ config, platform }) => {
    const { openUrl, accountsUrl, passportUrl } = config.feishu;
    const urls: [Host, URL][] = [
      ['open', openUrl],
      ['accounts', accountsUrl],
      ...(passportUrl === undefined ? [] : [['passport', passportUrl] satisfies [Host, URL]]),
    ];
    const different = urls.filter(
      ([, { origin }], index) => urls.findIndex(([, other]) => other.origin === origin) === index,
    );
    return Promise.all(
      different.map(async ([name, { origin, host }]): Promise<Finding> => {
        const answer = await platform.knock(name);
        if (!answer.answered) return silent(host, answer);
        return {
          level: 'ok',
          what: { zh: `${origin}，${answer.milliseconds} 毫秒`, en: `${origin}, ${answer.milliseconds} ms` },
        };
      }),
    );
  },
};
