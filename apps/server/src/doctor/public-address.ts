import ipaddr from 'ipaddr.js';

/** Whether a host outside this network could reach the address, as far as its spelling tells. */
export function reachableFromOutside({ hostname }: URL): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(bare)) return ipaddr.process(bare).range() === 'unicast';
  return bare.includes('.') && !/\.(local|localhost|internal|lan|home|test|invalid|example)$/.test(bare);
}
