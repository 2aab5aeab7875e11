import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { branded, brandedInside, lookOf } from './branded-page.ts';
import type { Config } from './config/config.ts';
import { type Asset, requireMarker, type WebPage } from './http/page.ts';
import { createWaitingPage } from './waiting-page.ts';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The page, and the one of administrators where there are any. */
export type WebPages = WebPage & { readonly admin: string | undefined };

/** The built pages beside this package, or those in WEB_ROOT. They are small, so they stay in memory. */
export async function loadWebPage({ webRoot, feishu, brand, administrators }: Config): Promise<WebPages> {
  const root = webRoot ?? fileURLToPath(new URL('../../web/dist', import.meta.url));
  const page = (name: string) =>
    readFile(join(root, name), 'utf8').catch((error: unknown) => {
      throw new Error(`The web page is not built (${join(root, name)}). Build it: pnpm build`, { cause: error });
    });
  const html = await page('index.html');
  const names = (await readdir(root, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const look = lookOf(brand);
  const assets = new Map<string, Asset>(look.assets);
  for (const name of names) {
    const type = types[extname(name)];
    const forNobody = administrators === undefined && name.startsWith('admin/');
    if (type === undefined || forNobody) continue;
    const read = (ending: string) => readFile(join(root, name + ending));
    const encoded = {
      ...(names.includes(`${name}.br`) && { br: await read('.br') }),
      ...(names.includes(`${name}.gz`) && { gzip: await read('.gz') }),
    };
    assets.set(`/${name}`, { body: await read(''), type, encoded });
  }
  const dressed = branded(requireMarker(html), look, brand);
  return {
    html: dressed,
    waiting: createWaitingPage(dressed, look.shown),
    admin: administrators && brandedInside(await page('admin/admin.html'), look, brand),
    assets,
    h5SdkUrl: feishu.h5SdkUrl,
    qrSdkUrl: feishu.qrSdkUrl,
    qrOrigin: feishu.passportUrl?.origin,
  };
}
