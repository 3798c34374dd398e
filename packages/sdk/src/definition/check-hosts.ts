import type { AnyPluginDeclaration } from '../contract.ts';
import type { Report } from './mistake.ts';

/** More than a plugin needs that an admin can judge. */
export const mostHosts = 20;

/** Names that lead nowhere public, whatever their address is said to be. */
const special =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|home\.arpa|lan|test|example|invalid|onion|arpa)$/;

/**
 * What is wrong with a host as `hosts` declares it: an exact name in lower case, as in an address after it has been read.
 *
 * @returns `undefined`: nothing
 */
export function hostMistake(host: string): string | undefined {
  if (host.includes('*')) return 'it is a pattern';
  if (/^[\d.]+$|:|^\[/.test(host) || /(?:^|\.)0x[\da-f]*$/.test(host))
    return 'it is an address or has a port';
  if (
    host.length > 253 ||
    !/^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/.test(host)
  ) {
    return 'it is not the full name of a host in lower case';
  }
  return special.test(host) ? 'it is a name that leads nowhere public' : undefined;
}

export function checkHosts(declaration: AnyPluginDeclaration, report: Report): void {
  const { hosts = [], needs } = declaration;
  for (const host of hosts) {
    const what = hostMistake(host);
    if (what === undefined) continue;
    report({
      code: 'HOST_INVALID',
      where: `hosts["${host}"]`,
      what: `${what}.`,
      why: 'An admin consents to exact hosts, and ctx.fetch asks no others.',
      remedy: 'Write the name alone, as api.example.com; a name of other letters in its xn-- form.',
    });
  }
  if (hosts.length > mostHosts || new Set(hosts).size < hosts.length) {
    report({
      code: 'HOST_INVALID',
      where: 'hosts',
      what: hosts.length > mostHosts ? `there are ${hosts.length}.` : 'one is there twice.',
      why: `An admin reads them all; there may be ${mostHosts}.`,
      remedy: 'Name each host that you ask once.',
    });
  }
  const wants = needs['network.fetch'] !== undefined;
  if (wants === hosts.length > 0) return;
  report({
    code: 'HOSTS_AND_NEEDS',
    where: 'hosts',
    what: wants
      ? 'the capability network.fetch is declared without a host.'
      : 'hosts take the capability network.fetch.',
    why: 'An admin sees why the plugin talks to others, and to whom.',
    remedy: wants
      ? 'Name the hosts, or take "network.fetch" out of `needs`.'
      : 'Add "network.fetch" to `needs`, with the reason.',
  });
}
