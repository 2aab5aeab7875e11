import { chmod, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What the command line tool asked of Feishu's hosts. */
export interface Asked {
  method: string;
  host: string;
  path: string;
  cookie: string;
  /** As Latin text, in which the names of a zip's files can be read. */
  body: string;
}

export interface FeishuCliService {
  asked: Asked[];
  /** Writes a command to `path` that is `tool`, but asks us instead of Feishu. */
  wrap(tool: string, path: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Feishu's side of its command line tool `@lark-opdev/cli` 3.4.4, as far as an upload and a preview ask for it
 * (official code: the tool's `config/api.js`): the last version, the package, the progress of compiling, the QR code.
 * @param latest the version that is there already; an upload must be greater
 */
export async function startFeishuCliService(latest: string): Promise<FeishuCliService> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push({
      method: request.method ?? '',
      host: String(request.headers['x-asked-host']),
      path: pathname,
      cookie: request.headers.cookie ?? '',
      body: await bodyOf(request),
    });
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answerTo(pathname, latest)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const redirect = fileURLToPath(new URL('feishu-cli-redirect.cjs', import.meta.url));
  return {
    asked,
    wrap: async (tool, path) => {
      const { port } = server.address() as AddressInfo;
      const env = `FEISHU_CLI_SERVICE_PORT=${port} NODE_OPTIONS='--require ${redirect}'`;
      await writeFile(path, `#!/bin/sh\n${env} exec '${tool}' "$@"\n`);
      await chmod(path, 0o755);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answerTo(path: string, latest: string): object {
  if (path.endsWith('/latest_version'))
    return { code: 0, data: { latest_version: { version: latest }, latest_pc_version: { version: latest } } };
  if (path.endsWith('/compile_progress')) return { code: 0, data: { compile_status: 2 } };
  if (path.includes('/qrcode_url_v2/') || path.includes('/pc_qrcode_url_v2/')) {
    return { code: 0, data: { url: 'https://applink.feishu.cn/client/mini_program/open?token=t1' } };
  }
  return { code: 0, data: {} };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}
