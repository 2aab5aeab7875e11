import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderGadget } from 'gadget-simulator';
import { buildGadgetFor } from './build.ts';

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
