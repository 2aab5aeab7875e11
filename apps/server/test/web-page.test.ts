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

function load(env: Record<string, string> = {}) {
  const app = { FEISHU_APP_ID: 'cli_a1b2c3d4e5f60718', FEISHU_APP_SECRET: 'dskLLdkasdjlasdKK' };
  return loadWebPage(
    readConfig({ ...app, ...env, WEB_ROOT: root, FEISHU_PASSPORT_URL: 'https://passport.example.com/x' }),
  );
}

describe('the built web page', () => {
  it('holds the page of administrators where there are any, and nothing of it elsewhere', async () => {
    await mkdir(join(root, 'admin/assets'), { recursive: true });
    const files = { 'index.html': marker, 'admin/admin.html': 'admin', 'admin/assets/admin-1a.js': 'admin()' };
    for (const [file, content] of Object.entries(files)) await writeFile(join(root, file), content);
    const nobody = await load();
    expect([nobody.admin, [...nobody.assets.keys()]]).toEqual([undefined, []]);
    const somebody = await load({ ADMINS: 'ou_1' });
    expect([somebody.admin, [...somebody.assets.keys()]]).toEqual(['admin', ['/admin/assets/admin-1a.js']]);
    await rm(join(root, 'admin/admin.html'));
    await expect(load({ ADMINS: 'ou_1' })).rejects.toThrow('The web page is not built');
  });

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

describe('the page in an operator’s name', () => {
  const shell = `<title>ours</title><meta content="#eef1f6"><link rel="icon" href="/mark.svg" type="image/svg+xml">${marker}
<script id="brand" type="application/json">null</script></head><h1>登录 · Sign in</h1>`;
  const branding = join(import.meta.dirname, '../../../examples/branding/branding.json');

  async function page(env: Record<string, string>) {
    await writeFile(join(root, 'index.html'), shell);
    return load(env);
  }

  it('is as it was built where nothing is said', async () => {
    expect((await page({})).html).toBe(shell);
  });

  it('has its name, logo, colours and links before any script runs, in files named by what they hold', async () => {
    const { html, assets } = await page({ BRANDING: branding });
    expect(html).toContain('<title>青禾门户 · Greenfield</title><meta content="#f1f5f1">');
    expect(html).toContain('<h1>登录青禾门户 · Sign in to Greenfield</h1>');
    const logo = /<link rel="icon" href="(\/assets\/logo-[0-9a-f]{12}\.svg)">/.exec(html)?.[1] ?? '';
    expect(assets.get(logo)?.type).toBe('image/svg+xml');
    const sheet = /<link rel="stylesheet" href="(\/assets\/brand-[0-9a-f]{12}\.css)"><\/head>/.exec(html)?.[1] ?? '';
    expect(assets.get(sheet)?.body.toString()).toMatch(/^:root\{.*--accent:#1b6b3a;.*\}@media .*--accent:#7fd6a0;/);
    expect(html).toContain('"links":{"help":"https://www.example.com/help"');
    expect(html.replace(/<script id="(boot|brand)"[\s\S]*?<\/script>/g, '')).not.toMatch(
      /<script|<style|\sstyle=|\son\w+=/,
    );
  });

  it('takes a name for text, whatever it looks like', async () => {
    const { html } = await page({ BRAND_NAME: '</script><b>&amp;"$&' });
    expect(html).not.toContain('<b>');
    expect(html).toContain('<title>&#60;/script&#62;&#60;b&#62;&#38;amp;&#34;$&#38;</title>');
    const brand = /<script id="brand" type="application\/json">(.*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(brand)).toMatchObject({ name: { en: '</script><b>&amp;"$&' }, logo: null });
  });

  it.each([
    [{ BRAND_COLOR: '#ffcc00' }, /colors\.light\.accent: #ffcc00 on #ffffff has a contrast of 1\.51 to 1/],
    [{ HELP_URL: 'http://help.example.com' }, /HELP_URL must start with https/],
    [{ BRANDING: './nowhere.json' }, /BRANDING must name a JSON file/],
  ])('that cannot be used keeps the server from starting: %j', async (env, problem) => {
    await expect(page(env)).rejects.toThrow(problem);
  });
});
