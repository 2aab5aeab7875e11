import type { Emulator } from 'feishu-emulator';
import pc from 'picocolors';
import { box } from './box.ts';
import { build } from './build.ts';
import { emulatedPlatform, registerServer } from './emulated-platform.ts';
import { type Lifetime, live } from './lifetime.ts';
import { links } from './links.ts';
import { readable } from './log-line.ts';
import { startServer } from './server-process.ts';
import { readSettings } from './settings.ts';

/** `pnpm start`: builds what is stale, then runs everything; with FEISHU_APP_ID set, against the real platform. */
await live(async (lifetime) => {
  const begun = performance.now();
  const { port, publicUrl, emulatorPort } = await readSettings();
  await build();
  const platform = emulatorPort === undefined ? undefined : await startPlatform(lifetime, emulatorPort, publicUrl);
  const server = await startServer({
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite:./data/app.sqlite',
      ...(platform && emulatedPlatform(platform.url)),
    },
    onLine: (line) => console.log(readable(line)),
  });
  lifetime.add('server', () => server.stop());
  if (platform) await registerServer(platform.url, publicUrl);
  console.log(`\n${box(links(publicUrl, platform?.url))}`);
  console.log(pc.dim(`ready after ${((performance.now() - begun) / 1000).toFixed(1)} s · Ctrl-C stops everything`));

  const { status, signal } = await server.exited;
  if (!lifetime.ending) {
    throw new Error(`The server ended on its own (${signal ?? `status ${status}`}); its last lines above say why.`);
  }
});

/** Loaded late: on a fresh clone the packages it imports exist only once they are built. */
async function startPlatform(lifetime: Lifetime, port: number, serverUrl: string): Promise<Emulator> {
  const platform = await (await import('./platform.ts')).startPlatform(port, serverUrl);
  lifetime.add('emulator', () => platform.close());
  return platform;
}
