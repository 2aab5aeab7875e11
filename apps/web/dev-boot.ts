import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Plugin } from 'vite';

const bootElement = /(<script id="boot" type="application\/json">)([^<]*)/;
/** The operator's colours and mark, which the server serves itself. */
const worn = /<link rel="(?:stylesheet|icon)" href="(?:\/assets\/(?:brand|logo)-|https:)[^>]*>/g;
const brandElement = /(<script id="brand" type="application\/json">)([^<]*)/;
const pages = /^\/(login|error|auth\/callback)?(\?|$)/;

/**
 * For development with `vite`: the page is the one being edited, its boot data are the real server's answer to the
 * same request. What the server answers without a page, such as a redirect, is passed on as it is.
 */
export function bootFromServer(server: string): Plugin {
  return {
    name: 'boot-from-server',
    apply: 'serve',
    configureServer(vite) {
      vite.middlewares.use(async (asked, answer, next) => {
        if (asked.method !== 'GET' || !pages.test(asked.url ?? '')) return next();
        try {
          const reply = await ask(server, asked);
          const { 'set-cookie': cookies = [], location = '' } = reply.headers;
          const served = await text(reply);
          const boot = bootElement.exec(served)?.[2];
          const brand = brandElement.exec(served)?.[2] ?? 'null';
          answer.statusCode = reply.statusCode ?? 200;
          answer.setHeader('set-cookie', cookies);
          if (boot === undefined) {
            answer.setHeader('location', location);
            answer.end();
            return;
          }
          const page = await readFile(join(vite.config.root, 'index.html'), 'utf8');
          const html = await vite.transformIndexHtml('/index.html', page);
          answer.setHeader('content-type', 'text/html; charset=utf-8');
          const links = served.match(worn)?.join('') ?? '';
          const dressed = html
            .replace(brandElement, (_, element: string) => element + brand)
            .replace('</head>', () => `${links}</head>`);
          answer.end(dressed.replace(bootElement, (_, element: string) => element + boot));
        } catch (error) {
          next(error);
        }
      });
    },
  };
}

function ask(server: string, { url, headers }: IncomingMessage): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(new URL(url ?? '/', server), { headers: { ...headers, 'accept-encoding': 'identity' } }, resolve)
      .on('error', reject)
      .end();
  });
}
