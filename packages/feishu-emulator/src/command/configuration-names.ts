import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Looked for in the folder where the command runs. */
const configurationNames = ['yaml', 'yml', 'json'].map((ending) => `feishu-emulator.config.${ending}`);

/** What `init` writes. */
export const [newConfiguration = ''] = configurationNames;

/** The names of the configurations that lie in the folder. */
export function configurationsIn(folder: string): string[] {
  return configurationNames.filter((name) => existsSync(join(folder, name)));
}
