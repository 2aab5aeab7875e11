import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { app, startWorld, zhangsan } from './world.ts';

const require = createRequire(import.meta.url);

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Follows redirects as a browser does, to the page where it ends. */
async function browse(address: string): Promise<string> {
  let at = address;
  for (let hops = 0; hops < 10; hops += 1) {
    const response = await fetch(at, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (!location) return response.text();
    at = new URL(location, at).href;
  }
  throw new Error(`Too many redirects, the last to ${at}`);
}

describe('the official MCP server’s command', () => {
  it.each([
    ['a scope, through version 2', ['--scope', 'offline_access']],
    ['no scope, through the historic endpoints', []],
  ])('logs in with %s', async (_story, scope) => {
    const world = await startWorld({ settings: { auto_login: zhangsan, auto_consent: true } });
    const port = await freePort();
    const redirect_urls = [`http://localhost:${port}/callback`];
    await world.control('PUT', `apps/${app.client_id}`, { redirect_urls });

    const cli = join(dirname(require.resolve('@larksuiteoapi/lark-mcp')), 'cli.js');
    const home = await mkdtemp(join(tmpdir(), 'lark-mcp-'));
    const credentials = ['-a', app.client_id, '-s', app.client_secret, '-d', world.url];
    const child = spawn(process.execPath, [cli, 'login', ...credentials, '--port', String(port), ...scope], {
      // It opens a browser by itself: none is to appear.
      env: { PATH: '', BROWSER: '/bin/true', HOME: home, XDG_DATA_HOME: home },
    });
    children.push(child);
    let output = '';
    let browsed: Promise<string> | undefined;
    const exit = await new Promise((resolve) => {
      const hear = (chunk: Buffer) => {
        output += chunk.toString();
        const address = /^(http:\/\/localhost:\d+\/authorize\?\S+)$/m.exec(output)?.[1];
        if (address && !browsed) browsed = browse(address);
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.on('close', resolve);
    });
    expect(await browsed).toContain('success');
    expect(output).toContain('Successfully logged in');
    expect(exit).toBe(0);
  });
});
