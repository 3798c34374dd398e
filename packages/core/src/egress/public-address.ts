import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IPv4 that is not the public internet, by IANA's registry of special purposes; 192.88.99.0/24 were relays of 6to4. */
const notPublic4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

/** The only block from which public IPv6 addresses are given … */
const public6 = blockList('ipv6', ['2000::/3']);

/**
 * … and what in it is no host of its own, or stands for an IPv4 address: protocol assignments (Teredo, ORCHID …), documentation,
 * 6to4. Mapped addresses, NAT64 (64:ff9b::), unique local and link-local ones are outside 2000::/3 altogether.
 */
const notPublic6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/**
 * Whether a resolved address is a host on the public internet: neither this machine, nor its network, nor a way around that.
 * What is not an address is not public. Pure.
 *
 * @example
 * isPublicAddress('93.184.215.14'); // true
 * isPublicAddress('::ffff:127.0.0.1'); // false
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublic4.check(address, 'ipv4');
  // With a zone it belongs to one network card.
  if (!isIPv6(address) || address.includes('%')) return false;
  return public6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
