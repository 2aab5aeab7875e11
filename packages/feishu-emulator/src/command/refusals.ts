import { RecordingError } from '../openapi/recording.ts';
import { StubError } from '../openapi/stub.ts';
import { OptionError } from '../options.ts';
import { StateFileError } from '../persistence/state-file.ts';
import { SeedError } from '../seed/seed.ts';
import { SettingError } from '../state/settings.ts';
import { commandTexts, type Language } from './texts.ts';
import { UsageError } from './usage-error.ts';

/** Why the emulator did not start, in words for the terminal where it is something that somebody there can put right. */
export function refusalOf(error: unknown, asked: { port: number; host?: string }, language: Language): unknown {
  const told = [SeedError, OptionError, SettingError, StubError, RecordingError, StateFileError].some(
    (kind) => error instanceof kind,
  );
  if (told && error instanceof Error) return new UsageError(error.message);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const texts = commandTexts[language];
  if (code === 'EADDRINUSE') return new UsageError(texts.portInUse(asked.port));
  if (code === 'EACCES') return new UsageError(texts.portForbidden(asked.port));
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new UsageError(texts.badHost(asked.host ?? ''));
  return error;
}
