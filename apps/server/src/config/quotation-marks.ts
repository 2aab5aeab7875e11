import { environment, proxyVariables } from './environment.ts';

const read = [...Object.keys(environment.shape), ...proxyVariables, 'NO_PROXY', 'no_proxy'];

/**
 * A shell takes quotation marks away; a container's or a service's file of variables keeps them, and then they are part
 * of the value. What to say of each variable that has them.
 */
export function inQuotationMarks(env: Readonly<Record<string, string | undefined>>): Map<string, string> {
  const quoted = read.filter((name) => /^["'“”‘’]|["'“”‘’]$/.test(env[name] ?? ''));
  return new Map(
    quoted.map((name) => [name, `${name} is in quotation marks, which would count. Write it without them`]),
  );
}
