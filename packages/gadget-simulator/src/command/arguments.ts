import { parseArgs } from 'node:util';
import { argumentTexts, type Language } from './argument-texts.ts';
import { UsageError } from './usage-error.ts';

const options = {
  port: { type: 'string', short: 'p' },
  platform: { type: 'string' },
  person: { type: 'string' },
  path: { type: 'string' },
  query: { type: 'string' },
  client: { type: 'string' },
  device: { type: 'string' },
  language: { type: 'string' },
  theme: { type: 'string' },
  behaviour: { type: 'string' },
  lang: { type: 'string' },
  version: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Arguments {
  folder: string;
  port: number;
  platform: string | undefined;
  person: string | undefined;
  /** Of the page's address, besides the app and the person. */
  parameters: Record<string, string>;
  lang: Language;
  asks: 'help' | 'version' | undefined;
}

/** What these are called in the page's address, and what they may be where not everything goes. */
const parameterOptions: Readonly<Record<string, { name: string; allowed?: readonly string[] }>> = {
  path: { name: 'path' },
  query: { name: 'query' },
  client: { name: 'version' },
  device: { name: 'platform', allowed: ['ios', 'android', 'darwin', 'windows_nt', 'openharmony'] },
  language: { name: 'language', allowed: ['zh_CN', 'en_US'] },
  theme: { name: 'theme', allowed: ['light', 'dark'] },
  behaviour: {
    name: 'behaviour',
    allowed: ['ask', 'accept', 'refuse', 'forbid', 'offline', 'slow', 'errno103', 'absent', 'never-ready'],
  },
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The terminal's language, where the arguments do not say. */
export function languageOf(args: readonly string[], { LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const at = args.indexOf('--lang');
  const asked = at === -1 ? args.find((one) => one.startsWith('--lang='))?.slice(7) : args[at + 1];
  return (asked ?? LC_ALL ?? LC_MESSAGES ?? LANG ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function readArguments(args: readonly string[], environment: Environment): Arguments {
  const lang = languageOf(args, environment);
  const { values: given, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError(argumentTexts[lang].oneFolder(positionals));
  return {
    folder: positionals[0] ?? '.',
    port: readPort(given.port ?? '5000', lang),
    platform: given.platform === undefined ? undefined : readUrl(given.platform, lang),
    person: given.person,
    parameters: parametersOf(given, lang),
    lang,
    asks: given.help ? 'help' : given.version ? 'version' : undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parametersOf(given: Readonly<Record<string, unknown>>, lang: Language): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [option, { name, allowed }] of Object.entries(parameterOptions)) {
    const value = given[option];
    if (typeof value !== 'string') continue;
    if (allowed !== undefined && !allowed.includes(value))
      throw new UsageError(argumentTexts[lang].mustBe(option, allowed, value));
    parameters[name] = value;
  }
  return parameters;
}

function readPort(text: string, lang: Language): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(argumentTexts[lang].badPort(text));
}

function readUrl(text: string, lang: Language): string {
  if (/^https?:\/\/[^\s/]+/.test(text)) return text.replace(/\/+$/, '');
  throw new UsageError(argumentTexts[lang].badPlatform(text));
}
