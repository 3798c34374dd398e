import type { AnyPluginDeclaration } from '../contract.ts';
import { clientEventRequirement, rawEventRequirement } from '../events.ts';
import type { Report } from './mistake.ts';

/** That a plugin may hear an event: it is one of a guild, and the contract says so. */
export function checkEvent(
  declaration: AnyPluginDeclaration,
  piece: { readonly where: string; readonly kind: 'on' | 'onRaw'; readonly event: string },
  report: Report,
): void {
  const { where } = piece;
  const requirement =
    piece.kind === 'on' ? clientEventRequirement(piece.event) : rawEventRequirement(piece.event);
  if (!requirement) {
    report({
      code: 'EVENT_UNKNOWN',
      where,
      what: `plugins can't hear "${piece.event}".`,
      why: 'It has no guild, or belongs to the host: interactions reach commands, buttons and modals instead.',
      remedy: 'Listen to an event of a guild, such as messageCreate or guildMemberAdd.',
    });
    return;
  }
  if (declaration.needs[requirement.capability] === undefined) {
    report({
      code: 'CAPABILITY_MISSING',
      where,
      what: `"${piece.event}" takes the capability ${requirement.capability}.`,
      why: 'Admins are told at consent what a plugin can see, and the host delivers nothing else.',
      remedy: `Add needs: { '${requirement.capability}': 'why you want it' }.`,
    });
  }
  const { intent } = requirement;
  if ((intent === 'GuildMembers' || intent === 'GuildPresences') && !declaration.intents?.[intent]) {
    report({
      code: 'INTENT_MISSING',
      where,
      what: `"${piece.event}" takes the privileged intent ${intent}.`,
      why: 'Discord gives it only on request, so that some hosts don’t have it.',
      remedy: `Add intents: { ${intent}: { reason: '…', degraded: 'what the plugin does without it' } }.`,
    });
  }
}
