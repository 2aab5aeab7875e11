import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator } from 'feishu-emulator';
import { seedApp } from '../../scripts/emulated-platform.ts';
import { isFree } from '../../scripts/free-port.ts';
import { repository } from '../../scripts/run.ts';
import { createStartCommand, type StartCommand } from '../src/start-command.ts';

/** As a browser opens a page. */
const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'same-origin' };

describe('pnpm start', () => {
  let command: StartCommand;

  beforeEach(async () => {
    command = await createStartCommand();
  });
  afterEach(() => command.close());

  async function occupy(port: string): Promise<Server> {
    const server = createServer();
    server.listen(Number(port));
    await once(server, 'listening');
    return server;
  }

  it('prints links that lead to the mini program, the web page and the panel, and Ctrl-C ends everything', async () => {
    const { ports } = command;
    const running = command.start();
    const links = [
      `http://localhost:${ports.EMULATOR_PORT}/_emulator/client/`,
      `http://localhost:${ports.PORT}/`,
      `http://localhost:${ports.EMULATOR_PORT}/_emulator/`,
    ];
    for (const link of links) await command.printed(`${link} `);
    for (const link of links) {
      const page = await fetch(link);
      expect([link, page.status, page.headers.get('content-type')]).toEqual([
        link,
        200,
        expect.stringContaining('html'),
      ]);
    }
    expect((await fetch(`http://localhost:${ports.EMULATOR_PORT}/_emulator/gadget/`)).status).toBe(200);
    running.kill('SIGINT');
    expect(await once(running, 'exit')).toEqual([0, null]);
    expect(await command.portsAreFree()).toBe(true);
  });

  it('still knows the server after the panel’s “Back to the seed”', async () => {
    const { ports } = command;
    const running = command.start();
    const panel = `http://localhost:${ports.EMULATOR_PORT}/_emulator/`;
    await command.printed(`${panel} `);
    const app = async () => (await (await fetch(`${panel}state`)).json()).apps[0];
    const before = await app();
    expect(before.event_url).toBe(`http://localhost:${ports.PORT}/feishu/events`);
    await fetch(`${panel}reset`, { method: 'POST' });
    expect(await app()).toEqual(before);
    const login = await fetch(`http://localhost:${ports.PORT}/auth/login`, { headers: navigation, redirect: 'manual' });
    const page = await fetch(login.headers.get('location') ?? '');
    expect(await page.text()).toContain('data-page="sign-in"');
    running.kill('SIGINT');
    expect(await once(running, 'exit')).toEqual([0, null]);
  });

  it.each(['PORT', 'EMULATOR_PORT'] as const)('says that %s is taken, and how to choose another', async (name) => {
    const other = await occupy(command.ports[name]);
    try {
      const [status] = await once(command.start(), 'exit');
      expect(status).toBe(1);
      expect(command.output()).toContain(`Port ${command.ports[name]} is in use`);
      expect(command.output()).toContain(`${name}=`);
    } finally {
      other.close();
    }
  });

  it('ends as a whole with the reason when the server cannot start', async () => {
    const [status] = await once(command.start({ DATABASE_URL: 'mysql://nowhere' }), 'exit');
    expect(status).toBe(1);
    expect(command.output()).toContain('DATABASE_URL');
    expect(await command.portsAreFree()).toBe(true);
  });

  it('uses the platform and starts no emulator with an app of one’s own, and doctor has nothing against what localhost.md registers', async () => {
    const document = await readFile(join(repository, 'docs/localhost.md'), 'utf8');
    const written = /^ *(FEISHU_APP_ID=[\s\S]*?)^ *```/m.exec(document)?.[1] ?? '';
    const addresses = [...document.matchAll(/`(http:\/\/localhost:)3000(\S*)`/g)].map(
      ([, origin = '', path = '']) => `${origin}${command.ports.PORT}${path}`,
    );
    const platform = await startEmulator({ apps: { [seedApp.id]: { redirect_urls: addresses } } });
    const env = {
      ...Object.fromEntries(
        written
          .trim()
          .split(/\s+/)
          .map((line) => line.split('=', 2)),
      ),
      FEISHU_APP_ID: seedApp.id,
      FEISHU_APP_SECRET: seedApp.secret,
      FEISHU_OPEN_URL: platform.url,
      FEISHU_ACCOUNTS_URL: platform.url,
      PUBLIC_URL: `http://localhost:${command.ports.PORT}`,
    };
    const running = command.start(env);
    await command.printed(seedApp.id);
    expect(command.output()).toContain(`http://localhost:${command.ports.PORT}/auth/callback`);
    expect(await isFree(Number(command.ports.EMULATOR_PORT))).toBe(true);
    const { findings } = await command.doctor(env);
    expect(findings.filter(({ level }) => level === 'problem')).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ check: 'redirect_accepted', level: 'ok' }));
    running.kill('SIGTERM');
    expect(await once(running, 'exit')).toEqual([0, null]);
    await platform.close();
  }, 120_000);
});
