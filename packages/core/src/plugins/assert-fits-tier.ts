import type { Manifest } from '@guildhall/sdk/host';
import { PluginStoreError } from './errors.ts';
import type { PluginVersion } from './types.ts';

/**
 * Ordinary Sapphire pieces hold the bot's own client in their hands: they can't be locked up.
 * @throws `PluginStoreError` `MANIFEST_INVALID` for a version that would run sandboxed and has some
 */
export function assertFitsTier(manifest: Manifest, tier: PluginVersion['tier']): void {
  const pieces = manifest.pieces.filter(({ kind }) => kind === 'sapphire');
  if (tier === 'inline' || pieces.length === 0) return;
  throw new PluginStoreError(
    'MANIFEST_INVALID',
    `${manifest.id} ${manifest.version} has ordinary Sapphire pieces (${pieces.map(({ name }) => name).join(', ')}), which run in the bot’s own process, and would run sandboxed here.`,
    'Use a version written with the SDK alone; or, if you trust its publisher like the bot itself, add it to run inline.',
  );
}
