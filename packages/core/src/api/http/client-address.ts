import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const near = new BlockList();
near.addSubnet('127.0.0.0', 8, 'ipv4');
near.addSubnet('10.0.0.0', 8, 'ipv4');
near.addSubnet('172.16.0.0', 12, 'ipv4');
near.addSubnet('192.168.0.0', 16, 'ipv4');
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');

/**
 * Who asks. Behind a proxy it is the last address of `X-Forwarded-For`, which the proxy itself wrote; the header is
 * only believed when the connection comes from this machine or a private network.
 */
export function clientAddress(request: IncomingMessage, behindProxy: boolean): string {
  const peer = (request.socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
  const family = isIP(peer);
  if (!behindProxy || family === 0 || !near.check(peer, family === 6 ? 'ipv6' : 'ipv4')) return peer;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return forwarded && isIP(forwarded) !== 0 ? forwarded : peer;
}
