import { consolePaths } from '../console-paths.ts';
import { hostSilent, withoutValue } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import type { AppEvents, DoctorsPlatform } from '../platform.ts';
import { checkSubscription, wantedEvents } from './event-subscription.ts';

/** FEISHU_EVENTS=ws: asks for the connection's address, as the official SDK does, without opening one. */
export async function checkLongConnection(
  platform: DoctorsPlatform,
  subscription: AppEvents | undefined,
): Promise<readonly Finding[]> {
  if (!(await platform.knock('open')).answered) return [hostSilent];
  const said = await platform.longConnection();
  if (said.kind === 'value') {
    const subscribed = subscription === undefined ? [toSubscribe] : checkSubscription(subscription, undefined);
    return [connects, ...(await countConnections(platform)), ...subscribed];
  }
  const known = said.kind === 'refused' ? refusals[said.code] : undefined;
  return [known ?? withoutValue(said)];
}

/** 获取长连接在线数量; nothing where it is not told. */
async function countConnections(platform: DoctorsPlatform): Promise<Finding[]> {
  const token = await platform.tenantToken();
  const said = token.kind === 'value' ? await platform.connections(token.value) : undefined;
  if (said?.kind !== 'value') return [];
  const count = said.value;
  return [{ level: 'note', what: { zh: `现有 ${count} 个长连接在线`, en: `${count} long connections are open now` } }];
}

const connects: Finding = {
  level: 'ok',
  what: { zh: '可以建立长连接', en: 'the long connection is open to this app' },
};

const toSubscribe: Finding = {
  level: 'note',
  what: {
    zh: `在「${consolePaths.events.zh}」选择长连接，订阅以下事件，发布版本后生效`,
    en: `choose the long connection (长连接) and these events on ${consolePaths.events.en}; they take effect with a release`,
  },
  lines: wantedEvents,
};

/** Numbers of the official SDK's long connection; they mean other things elsewhere. */
const refusals: Readonly<Record<number, Finding>> = {
  1: {
    level: 'unasked',
    platformCode: 1,
    what: { zh: '平台繁忙（1）', en: 'the platform is busy (1)' },
    fix: { zh: '稍后再运行一次。', en: 'Run this again in a while.' },
  },
  403: {
    level: 'problem',
    platformCode: 403,
    what: { zh: '这个应用不能使用长连接（403）', en: 'this app may not use the long connection (403)' },
    fix: {
      zh: '只有自建应用可以；商店应用请改用 FEISHU_EVENTS=http。',
      en: 'Only self-built apps may; with a store app use FEISHU_EVENTS=http.',
    },
  },
  514: badCredentials(514),
  1000040344: badCredentials(1000040344),
  1000040346: badCredentials(1000040346),
  1000040350: {
    level: 'problem',
    platformCode: 1000040350,
    what: { zh: '长连接已达上限 50 个（1000040350）', en: 'all 50 long connections are taken (1000040350)' },
    fix: {
      zh: '停掉多余的实例或其他使用此应用的程序。',
      en: 'Stop instances that are not needed, or other programs that use this app.',
    },
  },
};

function badCredentials(code: number): Finding {
  return {
    level: 'problem',
    platformCode: code,
    what: { zh: `长连接鉴权失败（${code}）`, en: `the long connection refuses the credentials (${code})` },
    fix: {
      zh: `见“应用凭证”：${consolePaths.credentials.zh}。`,
      en: `See “Credentials”: ${consolePaths.credentials.en}.`,
    },
  };
}
