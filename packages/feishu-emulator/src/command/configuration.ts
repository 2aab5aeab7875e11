import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { isObject } from '../exchange/call.ts';
import { type EmulatorOptions, httpsOption, recordOption, replayOption } from '../options.ts';
import type { AppChanges, SeedInput } from '../seed/seed.ts';
import { describeIssue, onlyKnown } from '../state/issues.ts';
import type { SettingsPatch } from '../state/settings.ts';
import { configurationsIn } from './configuration-names.ts';
import { readDataFile } from './data-file.ts';
import { commandTexts, type Language } from './texts.ts';
import { UsageError } from './usage-error.ts';

/** Seed, settings, apps and stubs are checked where they are read. Files are named from where the configuration lies. */
const schema = onlyKnown({
  $schema: z.string().exactOptional(),
  port: z.int().min(0).max(65_535).exactOptional(),
  host: z.string().min(1).exactOptional(),
  allowedHosts: z.array(z.string()).exactOptional(),
  relayOrigins: z.array(z.url()).exactOptional(),
  /** A file, or the seed itself. */
  seed: z.union([z.string(), z.custom<SeedInput>(isObject)], 'neither a file nor a seed').exactOptional(),
  settings: z.custom<SettingsPatch>(isObject, 'no object').exactOptional(),
  apps: z.custom<AppChanges>(isObject, 'no object').exactOptional(),
  stubs: z.custom<NonNullable<EmulatorOptions['stubs']>>(Array.isArray, 'no list').exactOptional(),
  record: recordOption.exactOptional(),
  replay: replayOption.exactOptional(),
  persist: z.string().min(1).exactOptional(),
  https: httpsOption.exactOptional(),
});

export type Configuration = Omit<z.output<typeof schema>, '$schema'>;

/** The configuration of that name, or the one that lies in the folder; an empty one where there is none. */
export async function readConfiguration(
  folder: string,
  named: string | undefined,
  language: Language,
): Promise<Configuration> {
  const found = configurationsIn(folder);
  const texts = commandTexts[language];
  if (named === undefined && found.length > 1) {
    throw new UsageError(texts.severalConfigurations(found));
  }
  const file = resolve(folder, named ?? found[0] ?? '');
  if (named === undefined && found.length === 0) return {};
  // A YAML file of nothing but comments holds null.
  const checked = schema.safeParse((await readDataFile(file, language)) ?? {});
  if (!checked.success) {
    throw new UsageError(texts.badConfiguration(file, checked.error.issues.map(describeIssue).join('\n')));
  }
  const { $schema: _, ...values } = checked.data;
  const { seed, record, replay, persist, https } = values;
  const beside = (path: string) => resolve(dirname(file), path);
  return {
    ...values,
    ...(typeof seed === 'string' && { seed: beside(seed) }),
    ...(https?.folder && { https: { ...https, folder: beside(https.folder) } }),
    ...(persist && { persist: beside(persist) }),
    ...(record && { record: { ...record, file: beside(record.file) } }),
    ...(replay && { replay: { ...replay, file: beside(replay.file) } }),
  };
}
