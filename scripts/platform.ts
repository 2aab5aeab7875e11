import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderGadget } from '@feishu-login/gadget-simulator';
import { type Emulator, startEmulator } from 'feishu-emulator';
import { buildGadgetFor } from './build.ts';

/** The emulator in this process, with the mini program for our server to be tried in its phone. */
export async function startPlatform(port: number, serverUrl: string): Promise<Emulator> {
  return startEmulator({ port, gadget: { html: await gadgetPage(serverUrl) } });
}

/** Builds the mini program for the server at `serverUrl`, as the page that the emulated client shows. */
export async function gadgetPage(serverUrl: string): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), 'gadget-'));
  try {
    await buildGadgetFor(serverUrl, dist);
    return await rendered(dist);
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}

/** A built mini program as such a page. */
export function rendered(dist: string): Promise<string> {
  return renderGadget({ dist, ttScript: '/_emulator/client/gadget.js' });
}
