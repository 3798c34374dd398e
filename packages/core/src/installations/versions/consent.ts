import type { Manifest } from '@guildhall/sdk/host';
import type { ConsentDifference } from '../types.ts';

/**
 * What `to` asks for that `from` did not: what an admin who runs `from` is asked before `to` may run. Pure.
 * Reasons alone may change: consent is given to what is asked for.
 *
 * @param from the manifest that has been consented to; `undefined`: nothing has been
 * @example
 * const { required, capabilities } = consentDifference(installed.version.manifest, newest.manifest);
 */
export function consentDifference(from: Manifest | undefined, to: Manifest): ConsentDifference {
  const granted = {
    capabilities: new Set<string>(from?.capabilities.map(({ id }) => id)),
    intents: new Set<string>(from?.intents.privileged.map(({ name }) => name)),
    hosts: new Set(from?.hosts),
    dataLeaving: new Set<string>(from?.dataLeaving),
  };
  const capabilities = to.capabilities.filter(({ id }) => !granted.capabilities.has(id));
  const intents = to.intents.privileged.filter(({ name }) => !granted.intents.has(name));
  const hosts = to.hosts.filter((host) => !granted.hosts.has(host));
  const dataLeaving = to.dataLeaving.filter((mark) => !granted.dataLeaving.has(mark));
  // Without anything consented, even a plugin that asks for nothing is somebody's to allow.
  const required =
    from === undefined || [capabilities, intents, hosts, dataLeaving].some((asked) => asked.length > 0);
  return { capabilities, intents, hosts, dataLeaving, required };
}
