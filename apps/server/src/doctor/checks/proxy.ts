import { proxyVariables } from '../../config/environment.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Variables that change how this machine speaks to the network. */
export const proxy: Check = {
  id: 'proxy',
  title: { zh: '网络代理', en: 'Proxy' },
  run: async ({ env, config }) => {
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
    if (set.length > 0) findings.push(config.feishu.throughProxy ? follows(set) : atHome(set));
    return findings.length > 0
      ? findings
      : [{ level: 'ok', what: { zh: '直连，未设置代理变量', en: 'direct; no proxy variable is set' } }];
  },
};

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function follows(set: readonly string[]): Finding {
  return {
    level: 'note',
    what: {
      zh: `按 ${set.join('、')} 经代理访问飞书，NO_PROXY 里的主机除外；上下各项都这样查询`,
      en: `Feishu is reached as ${set.join(', ')} and NO_PROXY tell; everything here was asked that way`,
    },
    fix: {
      zh: '若“平台地址”不通：检查代理的地址、用户名和密码，并让它放行飞书的域名；代理自己签发证书时设 NODE_EXTRA_CA_CERTS。',
      en: 'Should “Hosts” fail: check the proxy’s address, user and password, and that it lets Feishu’s hosts through; if it issues certificates of its own, set NODE_EXTRA_CA_CERTS.',
    },
  };
}

/** An emulator on this machine is asked directly, whatever the variables say. */
function atHome(set: readonly string[]): Finding {
  return {
    level: 'note',
    what: {
      zh: `设置了 ${set.join('、')}；平台就在本机，直接访问`,
      en: `${set.join(', ')} is set; the platform is on this machine and reached directly`,
    },
  };
}
