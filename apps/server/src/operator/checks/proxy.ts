import type { Check, Finding } from '../finding.ts';

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** Variables that change how this machine speaks to the network. */
export const proxy: Check = {
  id: 'proxy',
  title: { zh: '网络代理', en: 'Proxy' },
  run: async ({ env }) => {
    const set = proxyVariables.filter((name) => isSet(env[name]));
    const findings: Finding[] = [];
    if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
      findings.push({
        level: 'problem',
        what: {
          zh: 'NODE_TLS_REJECT_UNAUTHORIZED=0 关闭了证书校验',
          en: 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off',
        },
        meaning: {
          zh: '途中任何人都能冒充飞书，拿到 App Secret 和用户凭证。',
          en: 'Anybody on the way can pose as Feishu and take the App Secret and people’s tokens.',
        },
        fix: {
          zh: '取消这个变量；公司代理的根证书用 NODE_EXTRA_CA_CERTS 添加。',
          en: 'Unset it; add a corporate root certificate with NODE_EXTRA_CA_CERTS.',
        },
      });
    }
    if (set.length > 0) {
      findings.push({
        level: 'warning',
        what: {
          zh: `设置了 ${set.join('、')}，但服务端直连飞书，不经过代理`,
          en: `${set.join(', ')} is set, but the server connects to Feishu directly and uses no proxy`,
        },
        fix: {
          zh: '若本网络只能经代理出站：放行到上面这些地址的 443 端口，或架设反向代理并把 FEISHU_OPEN_URL、FEISHU_ACCOUNTS_URL 指向它。',
          en: 'Where only a proxy leads out: allow port 443 to the hosts above, or run a reverse proxy and point FEISHU_OPEN_URL and FEISHU_ACCOUNTS_URL to it.',
        },
      });
    }
    return findings.length > 0
      ? findings
      : [{ level: 'ok', what: { zh: '直连，未设置代理变量', en: 'direct; no proxy variable is set' } }];
  },
};

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
