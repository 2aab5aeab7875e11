import { type Emulator, startEmulator } from '../emulator.ts';
import { OptionError } from '../options.ts';
import { SeedError } from '../seed/seed.ts';
import { SettingError } from '../state/settings.ts';
import type { Arguments } from './arguments.ts';
import { emulatorOptions, type Surroundings } from './emulator-options.ts';
import { commandTexts } from './texts.ts';
import { UsageError } from './usage-error.ts';

/** Starts what was asked for, or says what somebody can put right. */
export async function start(asked: Arguments, surroundings: Surroundings): Promise<Emulator> {
  const options = await emulatorOptions(asked, surroundings);
  try {
    return await startEmulator(options);
  } catch (error) {
    if (error instanceof SeedError || error instanceof OptionError || error instanceof SettingError) {
      throw new UsageError(error.message);
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const texts = commandTexts[asked.language];
    if (code === 'EADDRINUSE') throw new UsageError(texts.portInUse(options.port));
    if (code === 'EACCES') throw new UsageError(texts.portForbidden(options.port));
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new UsageError(texts.badHost(options.host ?? ''));
    throw error;
  }
}
