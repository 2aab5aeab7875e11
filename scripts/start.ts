import type { Emulator } from 'feishu-emulator';
import pc from 'picocolors';
import { box, labelled } from './box.ts';
import { build } from './build.ts';
import { emulatedPlatform, registerServer } from './emulated-platform.ts';
import { readable } from './log-line.ts';
import { startServer } from './server-process.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';

/** Ended in reverse order, whatever the reason. */
const running: { name: string; stop: () => Promise<unknown> }[] = [];
let stopping: Promise<void> | undefined;

async function start(): Promise<void> {
  const begun = performance.now();
  const settings = await readSettings();
  await build();
  const platform =
    settings.emulatorPort === undefined ? undefined : await startPlatform(settings.emulatorPort, settings.publicUrl);
  const server = await startServer({
    env: { ...process.env, ...serverEnvironment(settings, platform?.url) },
    onLine: (line) => console.log(readable(line)),
  });
  running.push({ name: 'server', stop: () => server.stop() });
  if (platform) await registerServer(platform.url, settings.publicUrl);
  console.log(`\n${box(links(settings, platform?.url))}`);
  console.log(pc.dim(`ready after ${((performance.now() - begun) / 1000).toFixed(1)} s · Ctrl-C stops everything`));

  const { status, signal } = await server.exited;
  if (stopping) return;
  throw new Error(`The server ended on its own (${signal ?? `status ${status}`}); its last lines above say why.`);
}

/** Loaded late: on a fresh clone the packages it imports exist only once they are built. */
async function startPlatform(port: number, serverUrl: string): Promise<Emulator> {
  const platform = await (await import('./platform.ts')).startPlatform(port, serverUrl);
  running.push({ name: 'emulator', stop: () => platform.close() });
  return platform;
}

function serverEnvironment(settings: Settings, platformUrl: string | undefined) {
  return {
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite:./data/app.sqlite',
    ...(platformUrl && emulatedPlatform(platformUrl)),
  };
}

function links(settings: Settings, platformUrl: string | undefined): string[] {
  const { publicUrl } = settings;
  if (platformUrl === undefined) {
    return [
      pc.bold('飞书登录 · Feishu sign-in'),
      '',
      labelled('网页 Web page', `${publicUrl}/`),
      labelled('重定向 URL Redirect URL', `${publicUrl}/auth/callback`),
      '',
      `应用 App ${process.env.FEISHU_APP_ID}: 真实平台 the real platform, no emulator`,
    ];
  }
  return [
    pc.bold('飞书登录 · Feishu sign-in'),
    '',
    labelled('小程序 Mini program', `${platformUrl}/_emulator/client/`),
    labelled('网页 Web page', `${publicUrl}/`),
    labelled('模拟平台 Control panel', `${platformUrl}/_emulator/`),
    '',
    '无需飞书账号：平台由模拟器扮演。No Feishu account needed: an emulator plays the platform.',
  ];
}

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const { name, stop } of running.reverse()) {
      console.log(pc.dim(`stopping the ${name}`));
      await stop();
    }
  })();
  return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C does not wait for anybody.
    if (stopping) process.exit(130);
    void stopAll().then(() => process.exit(0));
  });
}

try {
  await start();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(pc.red(error instanceof SettingsError ? error.message : `\n${error.message}`));
  process.exitCode = 1;
  await stopAll();
}
