import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configurationsIn, newConfiguration } from './configuration-names.ts';
import { configurationTemplates } from './configuration-templates.ts';
import { commandTexts, type Language } from './texts.ts';
import { UsageError } from './usage-error.ts';

/** Writes a configuration with a comment on everything into the folder, unless it has one; resolves with its name. */
export async function initialize(folder: string, language: Language): Promise<string> {
  const [present] = configurationsIn(folder);
  if (present !== undefined) throw new UsageError(commandTexts[language].configurationExists(present));
  await writeFile(join(folder, newConfiguration), configurationTemplates[language], { flag: 'wx' });
  return newConfiguration;
}
