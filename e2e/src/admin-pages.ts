import type { Page } from 'playwright-core';
import { clientsFile, fileClient } from './oidc-clients.ts';
import { people } from './people.ts';
import { signInAtFeishu, words } from './visitor.ts';
import type { World } from './world.ts';

const longName = 'Wolfeschlegelsteinhausenbergerdorff Maximiliana Theodora-Ann';

/** What a server needs that is to show every page there is: an administrator, and apps. */
export async function withEverything(): Promise<Record<string, string>> {
  const file = await clientsFile([
    fileClient('reports', { name: '报表', redirect_uris: ['https://reports.example.com/'] }),
    fileClient('guest', { name: '访客应用', first_party: false, redirect_uris: ['http://localhost:9/callback'] }),
  ]);
  return { ADMINS: people.zhangSan, OIDC_CLIENTS: file };
}

/** In a room of the page of administrators, as one who has just signed in. */
async function administer(page: Page, world: World, place = ''): Promise<void> {
  // Somebody whose name is long, on a phone whose name is too.
  await world.platform.changeUser(people.liSi, { name: longName });
  const code = await world.platform.code({ open_id: people.liSi, via: 'requestAccess' });
  await world.server.signIn(code, 'requestAccess', {
    platform: 'ios',
    model: 'iPhone 15 Pro Max',
    client_version: '7.50.5',
  });
  await page.goto(`${world.server.url}/admin`);
  await page.getByRole('button', { name: words.signIn }).click();
  await signInAtFeishu(page);
  await page.getByRole('link', { name: longName }).waitFor();
  await page.goto(`${world.server.url}/admin#/${place}`);
  await page.getByText(/^正在/).waitFor({ state: 'detached', timeout: 30_000 });
}

async function openPerson(page: Page, world: World): Promise<void> {
  await administer(page, world);
  await page.getByRole('link', { name: longName }).click();
  await page.getByRole('button', { name: '停用此人' }).waitFor();
}

async function askToErase(page: Page, world: World): Promise<void> {
  await openPerson(page, world);
  await page.getByRole('button', { name: '清除此人' }).click();
  await page.getByRole('dialog').getByLabel('确认请输入').waitFor();
}

/** Every room of the page of administrators, and what it asks. */
export const adminPages: Record<string, (page: Page, world: World) => Promise<void>> = {
  'admin-people': administer,
  'admin-nobody-found': (page, world) => administer(page, world, 'people?search=nobody'),
  'admin-person': openPerson,
  'admin-erase': askToErase,
  'admin-step-up': async (page, world) => {
    // As after ten minutes.
    await page.route('**/api/v1/admin/me', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), stepped_up_until: null } });
    });
    await openPerson(page, world);
    await page.getByRole('button', { name: '停用此人' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '去飞书登录' }).waitFor();
  },
  'admin-audit': async (page, world) => {
    await administer(page, world, 'audit');
    await page.getByText('login.ok').first().waitFor();
  },
  'admin-audit-empty': async (page, world) => {
    await administer(page, world, 'audit?event=nothing');
    await page.getByText('没有这样的记录。').waitFor();
  },
  'admin-apps': async (page, world) => {
    await administer(page, world, 'clients');
    await page.getByText('报表').waitFor();
  },
  'admin-check-up': async (page, world) => {
    await administer(page, world, 'check-up');
    await page.getByText('应用凭证').first().waitFor({ timeout: 30_000 });
  },
  'admin-health': async (page, world) => {
    await administer(page, world, 'health');
    await page.getByRole('img').first().waitFor();
  },
  'admin-outage': async (page, world) => {
    await page.route('**/api/v1/admin/health', (route) =>
      route.fulfill({
        status: 503,
        json: { error: { code: 'db_unavailable', message: '', request_id: '01HZX3K9Q2M7V8' } },
      }),
    );
    await administer(page, world, 'health');
    await page.getByRole('alert').waitFor();
  },
};
