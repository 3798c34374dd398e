import type { PluginVersion } from './types.ts';

/** Where a version runs of which nothing else is said. What comes with Guildhall is part of it; everything else is a stranger's. */
export function tierOf(
  which: 'strangers' | 'all' | 'off',
  { firstParty }: Pick<PluginVersion, 'firstParty'>,
): PluginVersion['tier'] {
  return which === 'all' || (which === 'strangers' && !firstParty) ? 'sandboxed' : 'inline';
}
