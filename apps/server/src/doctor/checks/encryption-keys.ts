import type { Check } from '../check.ts';

/** What Feishu's user tokens are sealed with. */
export const encryptionKeys: Check = {
  id: 'encryption_keys',
  title: { zh: '加密密钥', en: 'Encryption keys' },
  run: async ({ env, config }) => {
    const ids = config.encryptionKeys.map(({ id }) => id);
    if (env.ENCRYPTION_KEYS !== undefined && env.ENCRYPTION_KEYS !== '') {
      const [writes, ...reads] = ids;
      const others =
        reads.length === 0
          ? { zh: '', en: '' }
          : { zh: `，另可读 ${reads.join('、')}`, en: `, ${reads.join(', ')} still read` };
      return [{ level: 'ok', what: { zh: `用 ${writes} 加密${others.zh}`, en: `${writes} writes${others.en}` } }];
    }
    if (config.feishu.scopes.length === 0) {
      return [
        { level: 'ok', what: { zh: '没有需要加密保存的用户凭证', en: 'no user tokens are kept, so none are needed' } },
      ];
    }
    return [
      {
        level: 'note',
        what: {
          zh: '未设置 ENCRYPTION_KEYS，密钥由 App Secret 推导',
          en: 'ENCRYPTION_KEYS is not set; a key is derived from the App Secret',
        },
        meaning: { zh: '仅限开发；生产环境会拒绝启动。', en: 'For development only: production refuses to start.' },
        fix: { zh: '生成一个：echo k1:$(openssl rand -base64 32)', en: 'Make one: echo k1:$(openssl rand -base64 32)' },
      },
    ];
  },
};
