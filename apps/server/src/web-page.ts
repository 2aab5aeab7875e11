import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config/config.ts';
import { requireMarker, type WebPage } from './http/page.ts';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The built page beside this package, or the one in WEB_ROOT. It is small, so it stays in memory. */
export async function loadWebPage({ webRoot, feishu }: Config): Promise<WebPage> {
  const root = webRoot ?? fileURLToPath(new URL('../../web/dist', import.meta.url));
  const html = await readFile(join(root, 'index.html'), 'utf8').catch((error: unknown) => {
    throw new Error(`The web page is not built (${root}). Build it: pnpm build`, { cause: error });
  });
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  const assets = new Map<string, { body: Buffer; type: string }>();
  for (const file of files.filter((entry) => entry.isFile() && entry.name !== 'index.html')) {
    const path = join(file.parentPath, file.name);
    const type = types[extname(file.name)];
    if (type !== undefined)
      assets.set(path.slice(root.length).replaceAll('\\', '/'), { body: await readFile(path), type });
  }
  return {
    html: requireMarker(html),
    assets,
    h5SdkUrl: feishu.h5SdkUrl,
    qrSdkUrl: feishu.qrSdkUrl,
    qrOrigin: feishu.passportUrl?.origin,
  };
}
