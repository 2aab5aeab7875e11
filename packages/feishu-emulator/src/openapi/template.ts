/** What a template may name. */
export interface TemplateFacts {
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>>;
  app: Readonly<Record<string, unknown>>;
  user: Readonly<Record<string, unknown>>;
  /** Milliseconds. */
  now: number;
  now_seconds: number;
  /** Another one in each answer. */
  id: string;
}

const expression = /^(?:(?:params|query|body|app|user)(?:\.[\w-]+)+|now|now_seconds|id)$/;
const places = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The `{{…}}` in a body that name nothing a template knows. */
export function unknownExpressions(value: unknown): string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(places)].map(([, named = '']) => named).filter((named) => !expression.test(named));
  }
  if (Array.isArray(value)) return value.flatMap(unknownExpressions);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(unknownExpressions) : [];
}

/**
 * The body with every `{{…}}` filled in. A text that is nothing but one becomes the value itself, of whatever kind;
 * what the call did not bring is null there, and nothing within a longer text.
 */
export function fillTemplate(value: unknown, facts: TemplateFacts): unknown {
  if (typeof value === 'string') return fillText(value, facts);
  if (Array.isArray(value)) return value.map((one) => fillTemplate(one, facts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fillTemplate(one, facts)]));
}

function fillText(text: string, facts: TemplateFacts): unknown {
  const [, whole] = /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(text) ?? [];
  if (whole !== undefined) return valueNamed(whole, facts) ?? null;
  return text.replace(places, (_, named: string) => {
    const value = valueNamed(named, facts) ?? '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}

function valueNamed(named: string, facts: TemplateFacts): unknown {
  let value: unknown = facts;
  for (const part of named.split('.')) {
    value = typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(part) : undefined;
  }
  return value;
}
