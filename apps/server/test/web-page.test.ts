import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config/read-config.ts';
import { loadWebPage } from '../src/web-page.ts';

const marker = '<script id="boot" type="application/json">null</script>';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'web-page-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function load() {
  const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
  return loadWebPage(readConfig({ ...app, WEB_ROOT: root, FEISHU_PASSPORT_URL: 'https://passport.example.com/x' }));
}

describe('the built web page', () => {
  it('is kept with its scripts, styles and pictures, by the paths they are asked for', async () => {
    await mkdir(join(root, 'assets'));
    const files = [
      'index.html',
      'assets/main-1a.js',
      'assets/main-1a.css',
      'assets/main-1a.js.map',
      'favicon.svg',
      'notes.txt',
    ];
    for (const file of files) await writeFile(join(root, file), file === 'index.html' ? marker : file);

    const page = await load();
    const assets = [...page.assets].map(([path, { type, body }]) => [path, type, body.toString()]);
    expect(assets.sort()).toEqual([
      ['/assets/main-1a.css', 'text/css; charset=utf-8', 'assets/main-1a.css'],
      ['/assets/main-1a.js', 'text/javascript; charset=utf-8', 'assets/main-1a.js'],
      ['/favicon.svg', 'image/svg+xml', 'favicon.svg'],
    ]);
    expect([page.html, page.qrOrigin]).toEqual([marker, 'https://passport.example.com']);
  });

  it('that was not built, or has no place for its state, keeps the server from starting', async () => {
    await expect(load()).rejects.toThrow(/not built.*pnpm build/);
    await writeFile(join(root, 'index.html'), '<title>no place</title>');
    await expect(load()).rejects.toThrow(/no place for its state.*pnpm build/);
  });
});
