import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGadget } from '../scripts/build.ts';
import { installedOpdev } from '../scripts/upload/opdev.ts';
import type { OpdevRequest } from '../scripts/upload/opdev-command.ts';
import { previewGadget } from '../scripts/upload/preview.ts';
import { uploadGadget } from '../scripts/upload/upload.ts';
import { type FeishuCliService, startFeishuCliService } from './feishu-cli-service.ts';

const app = 'cli_0123456789abcdef';
const cache = fileURLToPath(new URL('../node_modules/.cache', import.meta.url));
let folder: string;
let service: FeishuCliService;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'official-cli-'));
  service = await startFeishuCliService('1.0.0');
  await buildGadget({ apiUrl: 'https://login.example.test', appId: app, automatic: true }, join(folder, 'dist'));
  let printed = '';
  const tool = await installedOpdev(cache, {
    installing: () => undefined,
    show: (text) => {
      printed += text;
    },
  });
  if (typeof tool !== 'string') throw new Error(`Feishu's command line tool could not be installed: ${printed}`);
  await service.wrap(tool, join(folder, 'opdev'));
}, 300_000);
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

/** A command of ours, with the real tool of Feishu behind it. */
async function run(command: (request: OpdevRequest) => Promise<boolean>, ...args: string[]) {
  service.asked.splice(0);
  const said: string[] = [];
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    LANG: 'en_US.UTF-8',
    OPDEV_BIN: join(folder, 'opdev'),
    OPDEV_TOKEN: 'token-of-a-developer',
  };
  const ok = await command({ args: [...args, '--dist', join(folder, 'dist')], env, say: (text) => said.push(text) });
  const sent = service.asked.find(({ method }) => method === 'PUT');
  return { ok, said: said.join('\n'), sent };
}

describe("through Feishu's own command line tool", () => {
  it.each([
    ['mobile', 'testing'],
    ['pc', 'testing_notify'],
  ])(
    'a build is uploaded for %s, as it lies in its folder',
    async (platform, path) => {
      const { ok, said, sent } = await run(uploadGadget, '1.0.1', 'what is new', '--platform', platform);
      expect(said).toContain('Upload succeed');
      expect(ok).toBe(true);
      expect(sent).toMatchObject({
        host: 'open.feishu.cn',
        path: `/miniprogram/api/v4/app/${app}/${path}`,
        cookie: 'opdev-token=token-of-a-developer',
      });
      for (const name of ['project.config.json', 'app.json', 'app.js', 'pages/login/login.ttml'])
        expect(sent?.body).toContain(name);
      expect(sent?.body).not.toContain('miniprogram/');
    },
    60_000,
  );

  it('a version that is there already is not uploaded, and the command says so', async () => {
    const { ok, said, sent } = await run(uploadGadget, '1.0.0', 'the same again');
    expect(ok).toBe(false);
    expect(said).toContain('Version should be greater than the latest version: 1.0.0');
    expect(sent).toBeUndefined();
  }, 60_000);

  it.each([
    ['mobile', 'preview'],
    ['pc', 'preview_notify'],
  ])(
    'a preview for %s is made without a question',
    async (platform, path) => {
      const { ok, said, sent } = await run(
        previewGadget,
        '--platform',
        platform,
        '--page',
        'pages/home/home?from=test',
      );
      expect(said).toContain('The URL of QR code:');
      expect(ok).toBe(true);
      expect(sent).toMatchObject({ host: 'open.feishu.cn', path: `/miniprogram/api/v4/app/${app}/${path}` });
    },
    60_000,
  );
});

describe('a preview', () => {
  it.each([
    [['--platform', 'watch'], '"watch" is no platform'],
    [['--mode', 'full'], '"full" is no mode: use sidebar, appcenter, window, window-semi.'],
  ])('is refused with %j', async (args, expected) => {
    const { ok, said } = await run(previewGadget, ...args);
    expect(ok).toBe(false);
    expect(said).toContain(expected);
    expect(service.asked).toEqual([]);
  });
});
