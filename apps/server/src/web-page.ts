import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { branded, lookOf } from './branded-page.ts';
import type { Config } from './config/config.ts';
import { type Asset, requireMarker, type WebPage } from './http/page.ts';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The built page beside this package, or the one in WEB_ROOT. It is small, so it stays in memory. */
export async function loadWebPage({ webRoot, feishu, brand }: Config): Promise<WebPage> {
  const root = webRoot ?? fileURLToPath(new URL('../../web/dist', import.meta.url));
  const html = await readFile(join(root, 'index.html'), 'utf8').catch((error: unknown) => {
    throw new Error(`The web page is not built (${root}). Build it: pnpm build`, { cause: error });
  });
  const names = (await readdir(root, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const look = lookOf(brand);
  const assets = new Map<string, Asset>(look.assets);
  for (const name of names) {
    const type = types[extname(name)];
    if (type === undefined) continue;
    const read = (ending: string) => readFile(join(root, name + ending));
    const encoded = {
      ...(names.includes(`${name}.br`) && { br: await read('.br') }),
      ...(names.includes(`${name}.gz`) && { gzip: await read('.gz') }),
    };
    assets.set(`/${name}`, { body: await read(''), type, encoded });
  }
  return {
    html: branded(requireMarker(html), look, brand),
    assets,
    h5SdkUrl: feishu.h5SdkUrl,
    qrSdkUrl: feishu.qrSdkUrl,
    qrOrigin: feishu.passportUrl?.origin,
  };
}
