import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
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
    const address = trusted.length === 0 ? peer : proxyAddr(request, trust);
    return unwrap(isIP(address) === 0 ? peer : address);
  };
}

/** What is counted as one client: one person easily has a whole IPv6 /64; IPv4 in IPv6 clothes is IPv4. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join('.');
}

/** A socket that listens on IPv6 shows IPv4 peers as `::ffff:203.0.113.7` (RFC 4291 section 2.5.5.2). */
function unwrap(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
