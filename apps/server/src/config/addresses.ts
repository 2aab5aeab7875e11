import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** "Any address" as a destination: systems connect it to themselves. */
const unspecified = new BlockList();
unspecified.addSubnet('0.0.0.0', 8);
unspecified.addAddress('::', 'ipv6');

/** A name or address that always means the machine itself (RFC 6761 section 6.3 for names). */
export function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  return host === 'localhost' || host.endsWith('.localhost') || holds(loopback, host);
}

/** Whatever leads to the machine itself. */
export function isThisMachine(url: URL): boolean {
  return isLoopback(url) || holds(unspecified, hostOf(url));
}

/** URL has written numbers its one way already; a dot at the end of a name changes nothing. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** BlockList itself takes an IPv4 address inside an IPv6 one for what it is. */
function holds(list: BlockList, host: string): boolean {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
