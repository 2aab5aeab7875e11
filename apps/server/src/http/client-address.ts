import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/**
 * The address a request comes from: the last hop that is not a configured proxy. With no proxies configured, headers
 * count for nothing.
 * @param trusted CIDR ranges of proxies
 */
export function createClientAddress(trusted: readonly string[]): (request: IncomingMessage) => string {
  const trust = proxyAddr.compile([...trusted]);
  return (request) => {
    const peer = request.socket.remoteAddress ?? 'unknown';
    if (trusted.length === 0) return peer;
    const address = proxyAddr(request, trust);
    return isIP(address) === 0 ? peer : address;
  };
}
