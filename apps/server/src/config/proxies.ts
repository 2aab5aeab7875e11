const usable = /^(https?|socks(4a?|5h?)?):\/\/[^/]/;

/**
 * What is wrong with the proxy that leads to the platform. Without a scheme the library that follows these variables
 * would speak TLS to it, where nearly every proxy expects plain http.
 */
export function proxyProblems(openUrl: URL, env: Readonly<Record<string, string | undefined>>): string[] {
  const scheme = openUrl.protocol.replace(':', '').toUpperCase();
  // The order the library looks in.
  const followed = [`${scheme}_proxy`.toLowerCase(), `${scheme}_PROXY`, 'all_proxy', 'ALL_PROXY'];
  const name = followed.find((variable) => env[variable]);
  const value = name === undefined ? undefined : env[name];
  return value === undefined || (usable.test(value) && URL.canParse(value))
    ? []
    : [`${name} must be the proxy’s whole address, scheme included, such as http://127.0.0.1:7890`];
}
