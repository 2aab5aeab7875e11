import { type Emulator, startEmulator } from 'feishu-emulator';
import type { Settings } from './settings.ts';

/** The emulator in this process, with the built mini program to be tried in its phone. */
export async function startPlatform(settings: Settings & { emulatorPort: number }): Promise<Emulator> {
  return startEmulator({ port: settings.emulatorPort });
}
