import type { AgentOptions } from 'node:http';
import { ProxyAgent } from 'proxy-agent';

/**
 * Leads out of a network through the proxy that HTTPS_PROXY and its like name, or past it to the hosts of NO_PROXY.
 * The long connection is a WebSocket; for the environment it goes where https goes.
 */
export function createProxyAgent(options: AgentOptions = {}): ProxyAgent {
  const { getProxyForUrl } = new ProxyAgent();
  const agent = new ProxyAgent({
    ...options,
    getProxyForUrl: (url, request) => getProxyForUrl(url.replace(/^ws/, 'http'), request),
  });
  // The agents behind it hold the connections and keep to the limits; a limit here would queue what is never taken up again.
  agent.maxSockets = Number.POSITIVE_INFINITY;
  return agent;
}
