import type { Config } from '../../config/config.ts';
import { ConfigError, readConfig } from '../../config/read-config.ts';
import type { Finding } from '../finding.ts';
import { variableTexts } from '../variable-texts.ts';

export const configuration = { id: 'configuration', title: { zh: '配置', en: 'Configuration' } } as const;

type Read =
  | { readonly config: Config; readonly findings: readonly Finding[] }
  | { readonly config: undefined; readonly findings: readonly Finding[] };

/** The environment as the server would read it. Unlike the other checks this one comes first: they need its result. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Read {
  try {
    const config = readConfig(env);
    const mode = config.production ? { zh: '生产', en: 'production' } : { zh: '开发', en: 'development' };
    return {
      config,
      findings: [{ level: 'ok', what: { zh: `可以使用（${mode.zh}模式）`, en: `can be used (${mode.en})` } }],
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: undefined, findings: problemsOf(error).map((problem) => misconfigured(problem, env)) };
  }
}

/** The message is a list, one variable a line. */
function problemsOf({ message }: ConfigError): string[] {
  return message.split('\n').flatMap((line) => (line.startsWith('  - ') ? [line.slice(4)] : []));
}

function misconfigured(problem: string, env: Readonly<Record<string, string | undefined>>): Finding {
  const [, name = '', said = problem] = /^([A-Z][A-Z0-9_]+|[a-z]+_proxy) (.+)$/s.exec(problem) ?? [];
  const missing = (env[name] ?? '') === '';
  return {
    level: 'problem',
    what: missing
      ? { zh: `缺少 ${name}`, en: `${name} is missing` }
      : { zh: `${name} 不能使用`, en: `${name} cannot be used` },
    fix: { zh: variableTexts[name] ?? said, en: sentence(said) },
  };
}

/** The message goes on after the variable’s name; here it stands alone. */
function sentence(said: string): string {
  const rest = said.replace(/^is missing\.?\s*/, '');
  const text = rest === '' ? said : rest;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
