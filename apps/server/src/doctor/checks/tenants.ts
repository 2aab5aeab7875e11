import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Whose people may sign in. */
export const tenants: Check = {
  id: 'tenants',
  title: { zh: '允许的企业', en: 'Tenants' },
  run: async ({ config }) => {
    const { allowedTenants } = config.feishu;
    if (allowedTenants !== undefined) {
      const count = allowedTenants.length;
      return [
        { level: 'ok', what: { zh: `ALLOWED_TENANTS 只允许 ${count} 个企业`, en: `ALLOWED_TENANTS lets ${count} in` } },
      ];
    }
    return [config.production ? unlimited : unset];
  },
};

const unset: Finding = {
  level: 'note',
  what: {
    zh: '未设置 ALLOWED_TENANTS；自建应用本来就只有本企业的人能登录',
    en: 'ALLOWED_TENANTS is not set; a self-built app admits its own organisation only anyway',
  },
};

const unlimited: Finding = {
  level: 'warning',
  what: { zh: '未设置 ALLOWED_TENANTS', en: 'ALLOWED_TENANTS is not set' },
  meaning: {
    zh: '自建应用只有本企业的人能登录；商店应用则任何安装企业的人都能登录。',
    en: 'A self-built app admits its own organisation only; a store app admits everybody whose organisation installed it.',
  },
  fix: {
    zh: '填入允许的 tenant_key，用逗号分隔；登录一次后可用 operator users show 查到。',
    en: 'Set it to the tenant keys, separated by commas; after one sign-in, operator users show tells yours.',
  },
};
