import { parseArgs } from 'node:util';
import { commandTexts, type Language } from './texts.ts';
import { UsageError } from './usage-error.ts';

const options = {
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  seed: { type: 'string', short: 's' },
  config: { type: 'string', short: 'c' },
  persist: { type: 'string' },
  stubs: { type: 'string' },
  record: { type: 'string' },
  upstream: { type: 'string' },
  replay: { type: 'string' },
  ignore: { type: 'string', multiple: true },
  'allow-host': { type: 'string', multiple: true },
  https: { type: 'string' },
  certificates: { type: 'string' },
  strict: { type: 'boolean' },
  lang: { type: 'string' },
  version: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
} as const;

const commands = ['init'] as const;

/** What somebody typed. */
export interface Arguments {
  /** Nothing: start the emulator. */
  readonly command: (typeof commands)[number] | undefined;
  readonly language: Language;
  readonly values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
}

/** Reads what was typed, or says which word is not understood and which was meant. */
export async function readArguments(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Arguments> {
  // First loosely, for the language in which to refuse.
  const asked = parseArgs({ args: [...args], options, strict: false }).values.lang;
  const language = languageOf(asked, env);
  const texts = commandTexts[language];
  if (asked !== undefined && asked !== 'zh' && asked !== 'en') throw new UsageError(texts.badLanguage(String(asked)));
  const { values, positionals } = await parse(args, language);
  const [word, extra] = positionals;
  const command = commands.find((name) => name === word);
  const unknown = command === undefined ? word : extra;
  if (unknown !== undefined) throw new UsageError(texts.unknownCommand(unknown, await nearest(unknown, commands)));
  return { command, language, values };
}

async function parse(args: readonly string[], language: Language) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, unknown] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
    if (unknown === undefined) throw new UsageError(message);
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(commandTexts[language].unknownOption(unknown, await nearest(unknown, known)));
  }
}

/** Loaded when somebody misspells something only: it comes with the checks of everything else. */
async function nearest(name: string, known: readonly string[]): Promise<string | undefined> {
  const { nearestName } = await import('../state/issues.ts');
  return nearestName(name, known);
}

function languageOf(asked: unknown, { LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  const named = typeof asked === 'string' ? asked : LC_ALL || LC_MESSAGES || LANG || '';
  return named.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
