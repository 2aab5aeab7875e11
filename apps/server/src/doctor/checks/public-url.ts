import type { Check } from '../check.ts';
import { silent } from '../failed-call.ts';
import type { Finding } from '../finding.ts';
import { reachableFromOutside } from '../public-address.ts';

/** Our own address, as people's browsers will use it. */
export const publicUrl: Check = {
  id: 'public_url',
  title: { zh: '服务地址', en: 'Public address' },
  run: async ({ config, probe }) => {
    const { origin, host, protocol } = config.publicUrl;
    const answer = await probe({ method: 'GET', url: new URL('/readyz', config.publicUrl) });
    if (!answer.answered) {
      const why = silent(host, answer);
      if (why.level === 'problem') return [why];
      const started = config.production && reachableFromOutside(config.publicUrl);
      return [
        {
          level: started ? 'warning' : 'note',
          what: { zh: `${origin} 目前没有服务在回答`, en: `nobody answers at ${origin} yet` },
          ...(started && {
            fix: {
              zh: '启动服务，并检查域名解析和前面的 TLS 代理。',
              en: 'Start the server; check the name and the TLS proxy in front of it.',
            },
          }),
        },
      ];
    }
    if (answer.status === 200 && /"status"\s*:\s*"ok"/.test(answer.text)) {
      return [{ level: 'ok', what: { zh: `${origin} 已就绪`, en: `${origin} is ready` } }];
    }
    return [unexpected(origin, protocol, answer.status)];
  },
};

function unexpected(origin: string, protocol: string, status: number): Finding {
  if (status === 503) {
    return {
      level: 'warning',
      what: { zh: `${origin} 在运行，但尚未就绪（503）`, en: `${origin} runs but is not ready (503)` },
      fix: { zh: '见下方“数据库”，并查看服务日志。', en: 'See the database below, and the server’s log.' },
    };
  }
  return {
    level: 'warning',
    what: {
      zh: `${origin}/readyz 回答 HTTP ${status}，不像本服务`,
      en: `${origin}/readyz answers HTTP ${status}, which is not this server`,
    },
    fix: {
      zh: `检查前面的代理是否把${protocol === 'https:' ? '整个域名' : '该端口'}转发到本服务。`,
      en: 'Check that the proxy in front passes the whole host on to this server.',
    },
  };
}
