import { PluginStoreError } from './errors.ts';
import type { PluginStore } from './plugin-store.ts';

/**
 * Removes one version from the store, unless something still needs it.
 *
 * @param useOf how many guilds have it installed, are on their way to it, or can go back to it
 * @throws `PluginStoreError` `VERSION_NOT_FOUND`, `VERSION_IN_USE`, `COMES_WITH_GUILDHALL`
 */
export async function removeVersion(
  store: PluginStore,
  useOf: (id: string, hash: string) => Promise<number>,
  id: string,
  hash: string,
): Promise<void> {
  const held = store.catalogue.get(id, hash);
  if (held?.firstParty && store.catalogue.newest(id)?.hash === hash) {
    throw new PluginStoreError(
      'COMES_WITH_GUILDHALL',
      `${id} ${held.version} comes with Guildhall and would be back at the next start.`,
      'Leave it; a plugin that no guild installs costs nothing.',
    );
  }
  const guilds = held ? await useOf(id, hash) : 0;
  if (held && guilds > 0) {
    throw new PluginStoreError(
      'VERSION_IN_USE',
      `${id} ${held.version} is needed by ${guilds} server${guilds === 1 ? '' : 's'}: installed, kept for a rollback, or uninstalled less than 30 days ago.`,
      'Move those servers to another version, or uninstall it there and wait until its data are deleted.',
    );
  }
  await store.remove(id, hash);
}
