import { resolve } from 'node:path';
import type { EmulatorOptions } from '../options.ts';
import type { Arguments } from './arguments.ts';
import type { Configuration } from './configuration.ts';
import { readDataFile } from './data-file.ts';
import { commandTexts } from './texts.ts';
import { UsageError } from './usage-error.ts';

const realHost = 'https://open.feishu.cn';

type OpenApiOptions = Pick<EmulatorOptions, 'stubs' | 'record' | 'replay'>;

/** How calls of other OpenAPIs are answered: stubs of the configuration and typed ones; a recording as typed, or configured. */
export async function openApiOptions(
  { values, language }: Arguments,
  folder: string,
  configured: Configuration,
): Promise<OpenApiOptions> {
  const file = (name: string | undefined) => (name === undefined ? undefined : { file: resolve(folder, name) });
  const typed = values.record !== undefined || values.replay !== undefined;
  const record = typed ? file(values.record) : configured.record;
  const replay = typed ? file(values.replay) : configured.replay;
  const { needed } = commandTexts[language];
  if (values.upstream !== undefined && !record) throw new UsageError(needed('--upstream', '--record'));
  if (values.ignore !== undefined && !replay) throw new UsageError(needed('--ignore', '--replay'));
  const stubs = await stubsOf({ values, language }, folder, configured);
  return {
    ...(stubs && { stubs }),
    ...(record && {
      record: { to: realHost, ...record, ...(values.upstream !== undefined && { to: values.upstream }) },
    }),
    ...(replay && { replay: { ...replay, ...(values.ignore && { ignore: values.ignore }) } }),
  };
}

async function stubsOf(
  { values, language }: Pick<Arguments, 'values' | 'language'>,
  folder: string,
  { stubs }: Configuration,
): Promise<OpenApiOptions['stubs']> {
  if (values.stubs === undefined) return stubs;
  const file = resolve(folder, values.stubs);
  const typed = await readDataFile(file, language);
  if (!Array.isArray(typed)) throw new UsageError(commandTexts[language].noList(file));
  return [...(stubs ?? []), ...typed];
}
