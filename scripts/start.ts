import type { Emulator } from 'feishu-emulator';
import pc from 'picocolors';
import { box } from './box.ts';
import { build } from './build.ts';
import { emulatedPlatform, registeredApps } from './emulated-platform.ts';
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
  const platform = emulatorPort === undefined ? undefined : preparePlatform(lifetime, emulatorPort, publicUrl);
  const server = await startServer({
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      DATABASE_URL: process.env.DATABASE_URL ?? 'sqlite:./data/app.sqlite',
      ...(platform && emulatedPlatform(platform.url)),
    },
    onLine: (line) => console.log(readable(line)),
  }).catch(linesAreShown);
  lifetime.add('server', () => server.stop());
  await platform?.start();
  console.log(`\n${box(links(publicUrl, platform?.url))}`);
  console.log(pc.dim(`ready after ${((performance.now() - begun) / 1000).toFixed(1)} s · Ctrl-C stops everything`));

  const { status, signal } = await server.exited;
  if (!lifetime.ending) {
    throw new Error(`The server ended on its own (${signal ?? `status ${status}`}); its last lines above say why.`);
  }
});

/** Its lines were printed as they came. */
function linesAreShown(error: unknown): never {
  const [what = ''] = error instanceof Error ? error.message.split('\n') : [String(error)];
  throw new Error(what.replace(/:$/, '; its last lines above say why.'), { cause: error });
}

/** Prepares the mini program's page while the server starts; the emulator itself starts when it is told to. */
function preparePlatform(lifetime: Lifetime, port: number, serverUrl: string) {
  // Loaded late: on a fresh clone the packages it imports exist only once they are built.
  const prepared = import('./gadget-page.ts').then(async ({ gadgetPage }) => gadgetPage(serverUrl));
  prepared.catch(() => undefined); // told by `start`, unless the server fails first
  let platform: Emulator | undefined;
  // Added before the server, so ended after it: requests under way may still need the platform.
  lifetime.add('emulator', async () => platform?.close());
  return {
    url: `http://localhost:${port}`,
    async start(): Promise<void> {
      const { startEmulator } = await import('feishu-emulator');
      platform = await startEmulator({ port, apps: registeredApps(serverUrl), gadget: { html: await prepared } });
    },
  };
}
