import type { Finding } from './finding.ts';
import type { Said } from './platform.ts';
import { explained } from './platform-numbers.ts';
import type { Unanswered } from './probe.ts';
import type { Text } from './text.ts';

/** What follows from a call that did not bring what was asked for. */
export function withoutValue(said: Exclude<Said<unknown>, { kind: 'value' }>): Finding {
  switch (said.kind) {
    case 'refused':
      return refused(said);
    case 'silent':
      return silent(said.url.host, said.unanswered);
    case 'strange':
      return {
        level: 'unasked',
        what: {
          zh: `${said.url.host} 的回答不是飞书开放平台的格式（HTTP ${said.status}，${said.url.pathname}）`,
          en: `${said.url.host} did not answer as Feishu’s open platform does (HTTP ${said.status} to ${said.url.pathname})`,
        },
        fix: {
          zh: '确认 FEISHU_OPEN_URL 指向开放平台，途中没有网关或登录页代为回答。',
          en: 'Check that FEISHU_OPEN_URL is the open platform and that no gateway or captive page answers in its place.',
        },
      };
  }
}

function refused({ code, words }: Extract<Said<unknown>, { kind: 'refused' }>): Finding {
  const known = explained(code, words);
  const quoted = words === '' ? '' : ` (${words})`;
  return {
    level: known?.passing ? 'unasked' : 'problem',
    platformCode: code,
    what: { zh: `平台拒绝，错误码 ${code}${quoted}`, en: `The platform refuses: ${code}${quoted}` },
    ...(known === undefined
      ? { fix: { zh: `在飞书开放平台文档搜索错误码 ${code}。`, en: `Search Feishu’s documentation for ${code}.` } }
      : { meaning: known.meaning, fix: known.fix }),
  };
}

/** Of questions to a host that does not answer at all: the finding about the host says what to do. */
export const hostSilent: Finding = {
  level: 'unasked',
  what: { zh: '问不到：见“平台地址”', en: 'cannot be asked: see “Hosts”' },
};

/** Of questions that need a token of the app. */
export const afterCredentials: Finding = {
  level: 'note',
  what: { zh: '先解决应用凭证，才能查询', en: 'cannot be asked before the credentials work' },
};

/** Of platforms without 查询租户授权状态: somebody has to look. */
export function scopesUntold(names: readonly string[]): Finding {
  return {
    level: 'note',
    what: {
      zh: '平台不提供授权状态查询，请自行核对以下权限已开通并发布',
      en: 'this platform does not tell; check that these are enabled and released',
    },
    lines: names,
  };
}

/** Nobody answered. A certificate that is not trusted will not get better by waiting; the rest may. */
export function silent(host: string, { why, code }: Unanswered): Finding {
  const { what, fix } = silences[why];
  return {
    level: why === 'certificate' || why === 'not_tls' ? 'problem' : 'unasked',
    what: { zh: `${host}：${what.zh}（${code}）`, en: `${host}: ${what.en} (${code})` },
    fix,
  };
}

const silences: Record<Unanswered['why'], { what: Text; fix: Text }> = {
  name: {
    what: { zh: '域名解析失败', en: 'its name cannot be resolved' },
    fix: {
      zh: '检查本机 DNS，以及 FEISHU_REGION、FEISHU_OPEN_URL、FEISHU_ACCOUNTS_URL 的拼写。',
      en: 'Check this machine’s DNS and the spelling of FEISHU_REGION, FEISHU_OPEN_URL and FEISHU_ACCOUNTS_URL.',
    },
  },
  refused: {
    what: { zh: '拒绝连接', en: 'refuses the connection' },
    fix: {
      zh: '使用模拟器时先运行 pnpm start 或 pnpm emulator；否则检查地址和端口。',
      en: 'With the emulator, run pnpm start or pnpm emulator first; otherwise check host and port.',
    },
  },
  timeout: {
    what: { zh: '没有回应', en: 'does not answer in time' },
    fix: {
      zh: '放行服务器到该域名 443 端口的出站连接。',
      en: 'Let the server reach this host on port 443 (outgoing firewall, security group).',
    },
  },
  certificate: {
    what: { zh: '证书不受信任', en: 'its certificate is not trusted' },
    fix: {
      zh: '途中若有公司代理，把它的根证书交给 NODE_EXTRA_CA_CERTS；若提示证书过期，先校准本机时间。不要关闭证书校验。',
      en: 'Where a corporate proxy re-signs traffic, give its root to NODE_EXTRA_CA_CERTS; if the certificate “has expired”, check this machine’s clock. Do not switch verification off.',
    },
  },
  not_tls: {
    what: { zh: '该端口没有使用 TLS', en: 'does not speak TLS on this port' },
    fix: {
      zh: '检查地址应为 http:// 还是 https://，以及端口。',
      en: 'Check whether the address should be http:// or https://, and its port.',
    },
  },
  network: {
    what: { zh: '连接中断', en: 'the connection broke' },
    fix: { zh: '检查网络后再运行一次。', en: 'Check the network, then run this again.' },
  },
};
