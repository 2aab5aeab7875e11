/** Deeper than any event that is documented; whoever parses deeper takes everybody's time. */
const maxDepth = 32;

/** An object in JSON that nests no deeper than an event does, which is looked at before anything is parsed. */
export function parseEventJson(json: string): Record<string, unknown> | undefined {
  if (!isShallow(json)) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(json: string): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < json.length; i += 1) {
    const c = json[i];
    if (inText) {
      if (c === '\\') i += 1;
      else if (c === '"') inText = false;
    } else if (c === '"') inText = true;
    else if (c === '{' || c === '[') {
      depth += 1;
      if (depth > maxDepth) return false;
    } else if (c === '}' || c === ']') depth -= 1;
  }
  return true;
}
