import { GatewayIntentBits } from 'discord-api-types/v10';
import type { PrivilegedIntents } from '../world/entities.ts';

export const I = GatewayIntentBits;

export const allIntents: number = Object.values(I)
  .filter((bit): bit is GatewayIntentBits => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

/** Intents that were asked for without being granted in the developer portal: closes with 4014. */
export function disallowedIntents(intents: number, granted: PrivilegedIntents): number {
  let refused = 0;
  if (!granted.members) refused |= intents & I.GuildMembers;
  if (!granted.presences) refused |= intents & I.GuildPresences;
  if (!granted.messageContent) refused |= intents & I.MessageContent;
  return refused;
}
