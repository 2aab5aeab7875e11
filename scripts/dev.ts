import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pc from 'picocolors';
import { startBesideUs } from './beside-us.ts';
import { box } from './box.ts';
import { build } from './build.ts';
import { emulatedPlatform } from './emulated-platform.ts';
import { gadgetPage } from './gadget-page.ts';
import { type Lifetime, live } from './lifetime.ts';
import { links } from './links.ts';
import { readable } from './log-line.ts';
import { rebundled } from './rebundled.ts';
import { repository } from './run.ts';
import { portFrom, readSettings } from './settings.ts';

/** How long a process may take to end, in milliseconds. */
const patience = 1_000;

/**
 * `pnpm dev`: everything from its sources. The web page comes from Vite, which asks the server for what is not the
 * page's own; the server and the emulator restart and the mini program is built again when their files change.
 */
await live(async (lifetime) => {
  const { port, emulatorPort } = await readSettings();
  await build();
  const webPort = await portFrom('WEB_PORT', 5173);
  const publicUrl = `http://localhost:${webPort}`;
  const serverUrl = `http://localhost:${port}`;
  const platform =
    emulatorPort === undefined ? undefined : await platformWithGadget(lifetime, emulatorPort, serverUrl, publicUrl);
  const env = {
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite:./data/app.sqlite',
    ...(platform && emulatedPlatform(platform)),
  };
  const start = (bundle: string) =>
    background('server', bundle, [], '.', { NODE_OPTIONS: '--enable-source-maps', ...env });
  lifetime.add('server', await rebundled({ main: 'apps/server/src/main.ts', folder: 'apps/server/.dev', start }));
  await answers(`${serverUrl}/readyz`);
  const vite = ['--port', String(webPort), '--strictPort'];
  lifetime.add('web page', background('web', 'apps/web/node_modules/vite/bin/vite.js', vite, 'apps/web', env));
  await answers(publicUrl);
  console.log(`\n${box(links(publicUrl, platform))}`);
});

/** The emulated platform, which shows the latest build of the mini program; returns its address. */
async function platformWithGadget(
  lifetime: Lifetime,
  port: number,
  serverUrl: string,
  publicUrl: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dev-'));
  lifetime.add('page of the mini program', () => rm(folder, { recursive: true, force: true }));
  const page = join(folder, 'gadget.html');
  await writeFile(page, await gadgetPage(serverUrl));
  const program = ['scripts/dev-platform.ts', String(port), publicUrl, page];
  const tsx = ['watch', '--clear-screen=false', '--conditions=@feishu-login/source', ...program];
  lifetime.add('emulator', background('emulator', 'node_modules/tsx/dist/cli.mjs', tsx, '.', process.env));
  const url = `http://localhost:${port}`;
  await answers(`${url}/healthz`);
  whenChanged(
    lifetime,
    ['apps/gadget/src', 'packages/gadget-login/src', 'packages/client/src', 'packages/auth-types/src'],
    async () => {
      await writeFile(page, await gadgetPage(serverUrl));
      console.log(pc.green('mini program built again; reload its page'));
    },
  );
  return url;
}

/** Several files change at once when an editor or git saves: `react` runs once a burst is over, and never twice at a time. */
function whenChanged(lifetime: Lifetime, folders: readonly string[], react: () => Promise<void>): void {
  let pending: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const report = (error: unknown) => console.error(pc.red(error instanceof Error ? error.message : String(error)));
  const onChange = () => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      running = running.then(react).catch(report);
    }, 150);
  };
  const watchers = folders.map((folder) => watch(join(repository, folder), { recursive: true }, onChange));
  lifetime.add('watch on the mini program', async () => {
    clearTimeout(pending);
    for (const watcher of watchers) watcher.close();
    await running;
  });
}

/** Runs a tool of ours beside us, its lines on our terminal; returns how to end it. */
function background(
  name: string,
  file: string,
  args: string[],
  folder: string,
  env: NodeJS.ProcessEnv,
): () => Promise<void> {
  const child = startBesideUs([join(repository, file), ...args], { cwd: join(repository, folder), env });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream)
      createInterface({ input: stream }).on('line', (line) => console.log(`${pc.dim(name)} ${readable(line)}`));
  }
  const exited = once(child, 'exit');
  return async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const group = -child.pid;
    // The tool and what it started in turn. Nobody at work waits for a request that does not end.
    process.kill(group, 'SIGTERM');
    const impatience = setTimeout(() => process.kill(group, 'SIGKILL'), patience);
    await exited;
    clearTimeout(impatience);
  };
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await pause(100);
  }
}
