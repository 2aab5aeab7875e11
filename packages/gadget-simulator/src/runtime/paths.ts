/** `./b` or `../b`, seen from a file, as a path from the root. */
export function resolveRelative(from: string, target: string): string {
  if (!/^\.{1,2}(?:\/|$)/.test(target)) {
    throw new Error(`${from} refers to ${JSON.stringify(target)}: only relative paths are resolved`);
  }
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) throw new Error(`${from} refers to ${target}, which is outside the mini program`);
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** A path as templates, styles and json files write it: `/x` from the root, anything else from the file's folder. */
export function pathFrom(from: string, target: string): string {
  const parts = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
