import { consolePaths } from '../console-paths.ts';
import type { Finding } from '../finding.ts';
import type { AppEvents } from '../platform.ts';
import type { Text } from '../text.ts';

/** What the server listens for. */
export const wantedEvents = ['contact.user.deleted_v3', 'contact.user.updated_v3'] as const;
/** Of schema 1.0 (通讯录事件): they tell of leavers as well. */
const legacyEvents: Readonly<Record<(typeof wantedEvents)[number], readonly string[]>> = {
  'contact.user.deleted_v3': ['user_leave'],
  'contact.user.updated_v3': ['user_status_change', 'user_update'],
};

/** The console's subscription against what this server takes: pushes to `url`, or the long connection. */
export function checkSubscription({ type, requestUrl, names }: AppEvents, url: string | undefined): Finding[] {
  const findings: Finding[] = [];
  if (url === undefined ? type === 'webhook' : type === 'websocket') findings.push(otherWay(url));
  else if (url !== undefined && requestUrl !== url) findings.push(otherAddress(url, requestUrl));
  const missing = wantedEvents.filter(
    (name) => !names.includes(name) && !legacyEvents[name].some((legacy) => names.includes(legacy)),
  );
  if (missing.length > 0) findings.push(notSubscribed(missing, leaversStay));
  return findings.length > 0 ? findings : [subscribed];
}

const subscribed: Finding = {
  level: 'ok',
  what: { zh: '事件已订阅', en: 'the events are subscribed' },
};

function otherWay(url: string | undefined): Finding {
  return {
    level: 'warning',
    what:
      url === undefined
        ? { zh: '控制台选择的是推送，服务用的是长连接', en: 'the console pushes, the server uses the long connection' }
        : {
            zh: '控制台选择的是长连接，服务等的是推送',
            en: 'the console uses the long connection, the server takes pushes',
          },
    meaning: { zh: '事件到不了服务。', en: 'No event reaches the server.' },
    fix: {
      zh: `在「${consolePaths.events.zh}」换一种方式，或改 FEISHU_EVENTS（http 或 ws）。`,
      en: `Choose the other way on ${consolePaths.events.en}, or change FEISHU_EVENTS (http or ws).`,
    },
  };
}

function otherAddress(url: string, requestUrl: string | undefined): Finding {
  const none = requestUrl === undefined || requestUrl === '';
  return {
    level: 'warning',
    what: none
      ? { zh: '没有填请求地址', en: 'no request URL is set' }
      : { zh: '请求地址不是本服务', en: 'the request URL is not this server’s' },
    meaning: { zh: '事件到不了服务。', en: 'No event reaches the server.' },
    fix: { zh: `填在「${consolePaths.events.zh}」。`, en: `Set it on ${consolePaths.events.en}.` },
    lines: [none ? url : `${url}  ≠  ${requestUrl}`],
  };
}

const leaversStay: Text = {
  zh: '离职或被冻结的人，要等下一次核实才会退出登录。',
  en: 'Whoever leaves or is frozen stays signed in until Feishu is next asked about them.',
};

/** @param meaning what comes late without them */
export function notSubscribed(missing: readonly string[], meaning: Text): Finding {
  return {
    level: 'warning',
    what: { zh: `${missing.length} 个事件未订阅`, en: `${missing.length} events are not subscribed` },
    meaning,
    fix: {
      zh: `在「${consolePaths.events.zh}」添加，再到「${consolePaths.release.zh}」发布版本。`,
      en: `Add them on ${consolePaths.events.en} and release a version on ${consolePaths.release.en}.`,
    },
    lines: missing,
  };
}
