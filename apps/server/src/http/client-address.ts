import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Tells the address a request comes from. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * The address a request comes from: the last hop that is not a configured proxy, or the last one whose address can be
 * read. With no proxies configured, headers count for nothing.
 * @param trusted CIDR ranges of proxies
 */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const trust = proxyAddr.compile([...trusted]);
  return ({ socket, headers }) => {
    let nearest = unwrap(socket.remoteAddress ?? 'unknown');
    // Several headers of this name arrive joined.
    const hops = String(headers['x-forwarded-for'] ?? '').split(',');
    for (let hop = hops.pop(); hop !== undefined && trust(nearest, 0); hop = hops.pop()) {
      const address = addressIn(hop);
      if (address === undefined) return nearest;
      nearest = address;
    }
    return nearest;
  };
}

/**
 * The address of a hop without its port, which some proxies add (Azure Application Gateway, IIS), and without the quotes
 * and brackets that belong to `Forwarded` (RFC 7239 section 6).
 */
function addressIn(hop: string): string | undefined {
  const node = hop
    .trim()
    .replace(/^for=/i, '')
    .replace(/^"([^"]*)"$/, '$1');
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(node) ?? [];
  const address = bracketed ?? plain ?? node;
  return isIP(address) === 0 ? undefined : unwrap(address);
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
