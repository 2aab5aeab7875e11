import { describe, expect, it } from '@jest/globals';
import { createCheckUp } from '../src/check-up.ts';
import { appSecret, healthy, withPlatform } from './operator/doctor-world.ts';
import { json } from './scripted-platform.ts';

describe('What the check-up shows to administrators', () => {
  const platform = withPlatform();

  it('X7: has the secrets of the settings taken out, whoever put them there', async () => {
    const { ENCRYPTION_KEYS, ...settings } = healthy(platform(), {
      DATABASE_URL: 'postgres://login:pass-of-the-database@nowhere.invalid/app',
      METRICS_TOKEN: 'token-of-the-metrics',
    });
    const env = { ...settings, ENCRYPTION_KEYS };
    const secrets = [
      appSecret,
      settings.FEISHU_ENCRYPT_KEY ?? '',
      settings.FEISHU_VERIFICATION_TOKEN ?? '',
      ENCRYPTION_KEYS?.split(':')[1] ?? '',
      // As it stands in the address: the bare word may mean something else elsewhere.
      ':pass-of-the-database@',
      'token-of-the-metrics',
    ];
    for (const secret of secrets) {
      platform().on('/open-apis/auth/v3/app_access_token/internal', json({ code: 77777, msg: `no ${secret} here` }));
      platform().on('/open-apis/auth/v3/tenant_access_token/internal', json({ code: 77777, msg: `no ${secret} here` }));
      const shown = JSON.stringify(await createCheckUp(env)());
      expect(shown).toContain('no ***');
      expect(shown).not.toContain(secret);
    }
  });

  it('X7: holds for half a minute, in which Feishu is asked nothing, however many look', async () => {
    const look = createCheckUp(healthy(platform()));
    const [first, second] = await Promise.all([look(), look()]);
    const asked = platform().asked.length;
    expect(await look()).toBe(first);
    expect(second).toBe(first);
    expect(platform().asked).toHaveLength(asked);
    expect(first.checks.map(({ id }) => id)).toEqual(expect.arrayContaining(['configuration', 'administrators']));
  });
});
