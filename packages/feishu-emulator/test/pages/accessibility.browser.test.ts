import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { examine } from '../../../../scripts/chromium/axe.ts';
import { startWorld } from '../world.ts';
import { useChromium } from './chromium.ts';
import { authorizePath } from './visitor.ts';

const goto = encodeURIComponent(`http://localhost${authorizePath({}, '/suite/passport/oauth/authorize')}`);

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 375 },
] as const;

describe('axe', () => {
  const { open } = useChromium();

  it.each([
    ['the sign-in page', authorizePath()],
    ['an error page', authorizePath({ client_id: 'cli_x' })],
    ['the signed-out page', '/_emulator/accounts/logout'],
    ['the page of a device', '/oauth/v1/device/verify?user_code=UNKNOWN'],
    ['the panel’s endpoints', '/_emulator/#coverage'],
    ['the QR page', `/suite/passport/sso/qr?goto=${goto}`],
    ['the panel', '/_emulator/'],
    ['the panel’s apps', '/_emulator/#apps'],
    ['the panel’s codes', '/_emulator/#codes'],
    ['the panel’s grants', '/_emulator/#grants'],
    ['the panel’s scenarios', '/_emulator/#scenarios'],
    ['the panel’s faults', '/_emulator/#faults'],
    ['the panel’s events', '/_emulator/#events'],
    ['the panel’s snapshots', '/_emulator/#snapshots'],
    ['the panel’s settings', '/_emulator/#settings'],
    ['the Feishu-client page', '/_emulator/client/?tab=gadget'],
  ])(
    'finds nothing serious on %s, light or dark, wide or narrow',
    async (_, path) => {
      const world = await startWorld();
      await world.exchange('nonsense');
      await world.exchange(await world.code());
      await world.control('POST', 'snapshot');
      const opened = looks.map(async ({ colorScheme, width }) => {
        const { page } = await open(world.url + path, { colorScheme, viewport: { width, height: 800 } });
        await page.waitForLoadState('networkidle');
        return { colorScheme, width, found: await seriousProblems(page) };
      });
      expect(await Promise.all(opened)).toEqual(looks.map((look) => ({ ...look, found: [] })));
    },
    60_000,
  );

  it('finds nothing serious on the consent page', async () => {
    const world = await startWorld();
    const { page } = await open(world.url + authorizePath({ scope: 'task:task:read' }));
    await page.getByRole('button', { name: /张三/ }).click();
    await page.getByRole('button', { name: 'Allow' }).waitFor();
    expect(await seriousProblems(page)).toEqual([]);
  });

  async function seriousProblems(page: Page): Promise<string[]> {
    const { violations } = await examine(page);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }
});
