import type { Check } from '../check.ts';
import { hostSilent } from '../failed-call.ts';

/** Seconds. The `Date` header itself counts whole ones. */
const unnoticed = 5;
/** JSAPI signatures are good for ten minutes and events are taken from five minutes ahead: half of that is left. */
const harmful = 150;

/** This machine's clock against the platform's `Date` header. */
export const clock: Check = {
  id: 'clock',
  title: { zh: '本机时钟', en: 'Clock' },
  run: async ({ platform }) => {
    const answer = await platform.knock('open');
    if (!answer.answered) return [hostSilent];
    if (answer.date === undefined) {
      return [
        { level: 'note', what: { zh: '平台没有报时，无法比较', en: 'the platform told no time to compare with' } },
      ];
    }
    const seconds = (answer.date.ours - answer.date.theirs - 500) / 1000;
    const off = Math.abs(seconds);
    if (off <= unnoticed) return [{ level: 'ok', what: { zh: '与平台一致', en: 'agrees with the platform' } }];
    const shown = off < 120 ? `${Math.round(off)} s` : `${Math.round(off / 60)} min`;
    return [
      {
        level: off > harmful ? 'problem' : 'warning',
        what: {
          zh: `比平台${seconds > 0 ? '快' : '慢'} ${shown}`,
          en: `${shown} ${seconds > 0 ? 'ahead of' : 'behind'} the platform`,
        },
        meaning: {
          zh: 'JSAPI 签名、事件时间窗和凭证有效期都按本机时间计算；偏差大了，页面鉴权失败，事件被当成过期。',
          en: 'JSAPI signatures, the window for events and token lifetimes are reckoned with it: pages fail to authenticate and events look stale.',
        },
        fix: {
          zh: '启用 NTP（如 timedatectl set-ntp true）并重启服务。',
          en: 'Switch NTP on (for instance timedatectl set-ntp true) and restart the server.',
        },
      },
    ];
  },
};
