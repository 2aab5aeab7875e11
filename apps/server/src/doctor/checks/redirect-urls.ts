import type { Check } from '../check.ts';
import { consolePaths } from '../console-paths.ts';

/** The server's own addresses that Feishu compares, to the letter. */
export const registeredPaths = ['/auth/callback', '/', '/login'] as const;

/** Prints what to register, from PUBLIC_URL. */
export const redirectUrls: Check = {
  id: 'redirect_urls',
  title: { zh: '重定向 URL', en: 'Redirect URLs' },
  run: async ({ config }) => {
    const { origin } = config.publicUrl;
    return [
      {
        level: 'note',
        what: {
          zh: `逐字登记在「${consolePaths.redirectUrls.zh}」`,
          en: `register these, letter by letter, on ${consolePaths.redirectUrls.en}`,
        },
        meaning: {
          zh: '协议、域名、端口和路径都要一致，? 和 # 之后不计。首页是否要末尾斜杠，文档说法不一，所以两种都登记。',
          en: 'Scheme, host, port and path must be equal; what follows ? or # does not count. The documentation disagrees about the slash after the host, hence both forms.',
        },
        lines: [...registeredPaths.map((path) => `${origin}${path}`), origin],
      },
    ];
  },
};
