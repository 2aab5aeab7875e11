import { isLoopback } from '../../config/addresses.ts';
import type { Config } from '../../config/config.ts';
import { canTellEvents } from '../../config/rules.ts';
import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';
import type { Finding } from '../finding.ts';
import { reachableFromOutside } from '../public-address.ts';
import type { Text } from '../text.ts';
import { askApplication } from './application.ts';
import { checkSubscription, wantedEvents } from './event-subscription.ts';
import { checkLongConnection } from './long-connection.ts';

/** Feishu tells who left; without its events, people who leave are noticed only when it is next asked. */
export const events: Check = {
  id: 'events',
  title: { zh: '事件订阅', en: 'Events' },
  run: async ({ config, platform }) => {
    const { events: transport, encryptKeys } = config.feishu;
    const app = await askApplication(platform);
    if (transport === 'ws') return checkLongConnection(platform, app?.events);
    if (transport === 'off') return [switchedOff(config)];
    if (!canTellEvents(config.feishu)) return [notConfigured(config)];
    const findings: Finding[] = [];
    if (encryptKeys.length === 0) findings.push(withoutEncryption);
    // An emulator beside the server reaches it.
    const onOneMachine = isLoopback(config.publicUrl) && isLoopback(config.feishu.openUrl);
    if (!reachableFromOutside(config.publicUrl) && !onOneMachine) findings.push(unreachable(config));
    if (findings.length === 0) {
      findings.push({ level: 'ok', what: { zh: '推送经加密并校验签名', en: 'pushes are encrypted and signed' } });
    }
    const url = new URL('/feishu/events', config.publicUrl).href;
    return [...findings, ...(app?.events === undefined ? [toRegister(config)] : checkSubscription(app.events, url))];
  },
};

function switchedOff(config: Config): Finding {
  return {
    level: 'warning',
    what: { zh: 'FEISHU_EVENTS=off，服务不接收事件', en: 'FEISHU_EVENTS=off; the server takes no events' },
    meaning: leaversStay(config),
    fix: {
      zh: `改用 FEISHU_EVENTS=ws（长连接，不需要公网地址），或去掉它并按「${consolePaths.encryption.zh}」填入 FEISHU_ENCRYPT_KEY。`,
      en: `Set FEISHU_EVENTS=ws (the long connection, no public address needed), or unset it and copy the Encrypt Key from ${consolePaths.encryption.en} to FEISHU_ENCRYPT_KEY.`,
    },
  };
}

function leaversStay({ reconcileInterval }: Config): Text {
  const hours = Math.round(reconcileInterval / 3_600_000);
  return {
    zh: `员工离职后，要等下一次核实（至多 ${hours} 小时）才会退出登录。`,
    en: `Somebody who leaves stays signed in until Feishu is next asked about them, up to ${hours} hours.`,
  };
}

/** On somebody's own machine nobody leaves; in production the server does not start like this. */
function notConfigured(config: Config): Finding {
  return {
    level: reachableFromOutside(config.publicUrl) ? 'warning' : 'note',
    what: { zh: '未配置，服务不接收事件', en: 'not configured; the server takes no events' },
    meaning: leaversStay(config),
    fix: {
      zh: `把「${consolePaths.encryption.zh}」的 Encrypt Key 和 Verification Token 填入 FEISHU_ENCRYPT_KEY、FEISHU_VERIFICATION_TOKEN；没有公网地址则设 FEISHU_EVENTS=ws。`,
      en: `Copy Encrypt Key and Verification Token from ${consolePaths.encryption.en} to FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN; without a public address set FEISHU_EVENTS=ws.`,
    },
  };
}

const withoutEncryption: Finding = {
  level: 'warning',
  what: {
    zh: '没有 FEISHU_ENCRYPT_KEY，事件不加密也不签名',
    en: 'without FEISHU_ENCRYPT_KEY events are neither encrypted nor signed',
  },
  fix: {
    zh: `在「${consolePaths.encryption.zh}」设置 Encrypt Key，并填入 FEISHU_ENCRYPT_KEY。`,
    en: `Set an Encrypt Key on ${consolePaths.encryption.en} and copy it to FEISHU_ENCRYPT_KEY.`,
  },
};

function unreachable({ production, publicUrl }: Config): Finding {
  return {
    level: production ? 'warning' : 'note',
    what: {
      zh: `${publicUrl.host} 不是公网地址，飞书推送不到`,
      en: `Feishu cannot reach ${publicUrl.host}: it is no public address`,
    },
    fix: {
      zh: '设 FEISHU_EVENTS=ws 改用长连接，或让反向代理放行事件路径。',
      en: 'Set FEISHU_EVENTS=ws to use the long connection, or let the event path through a reverse proxy.',
    },
  };
}

function toRegister({ publicUrl }: Config): Finding {
  return {
    level: 'note',
    what: {
      zh: `请求地址填在「${consolePaths.events.zh}」，订阅以下事件，发布版本后生效`,
      en: `request URL and events for ${consolePaths.events.en}; they take effect with a release`,
    },
    lines: [new URL('/feishu/events', publicUrl).href, ...wantedEvents],
  };
}
