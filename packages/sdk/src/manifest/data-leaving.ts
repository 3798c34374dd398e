import { capabilities, isCapabilityId } from '../capabilities.ts';
import type { DataLeaving } from './types.ts';

/**
 * What of members a plugin could send away: it reads it *and* declares hosts (requirement PL3). The one rule, for manifests,
 * consent and the host that withholds content. Pure.
 *
 * @param intents names of the privileged intents that it declares
 * @returns empty: nothing leaves
 * @example
 * dataLeaving(['api.example.com'], ['messages.read'], ['MessageContent']); // ['content', 'members']
 */
export function dataLeaving(
  hosts: readonly string[],
  needs: readonly string[],
  intents: readonly string[],
): DataLeaving[] {
  if (hosts.length === 0) return [];
  const fields = needs.flatMap((id) => (isCapabilityId(id) ? capabilities[id].fields : []));
  const content = fields.includes('content') || intents.includes('MessageContent');
  const members =
    content ||
    fields.includes('member') ||
    needs.includes('voice.read') ||
    intents.includes('GuildMembers') ||
    intents.includes('GuildPresences');
  return [...(content ? (['content'] as const) : []), ...(members ? (['members'] as const) : [])];
}
