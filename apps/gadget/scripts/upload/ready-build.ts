import { existsSync } from 'node:fs';
import { checkGadget } from '../check/check-gadget.ts';
import { describe, readFiles } from '../check/files.ts';
import { emulatedApp } from '../settings.ts';
import type { UploadMessages } from './messages.ts';

/** Why a build is not fit to leave this computer, or nothing. */
export async function whyNotReady(dist: string, t: UploadMessages): Promise<string | undefined> {
  if (!existsSync(dist)) return t.notBuilt(dist);
  const problems = (await checkGadget(dist, 'built')).filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return [t.problems, ...problems.map(describe)].join('\n');
  const texts = [...(await readFiles(dist)).values()].map(({ text }) => text);
  if (texts.some((text) => /https?:\/\/(localhost|127\.|\[::1\])/.test(text))) return t.localServer;
  if (texts.some((text) => text.includes(emulatedApp))) return t.emulatedApp;
  return undefined;
}
