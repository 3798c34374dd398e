import type { Capability, IntentName } from './capabilities/capability.ts';
import { type MembersCapabilityId, membersCapabilities } from './capabilities/members.ts';
import { type MessagesCapabilityId, messagesCapabilities } from './capabilities/messages.ts';
import { type ServerCapabilityId, serverCapabilities } from './capabilities/server.ts';

export type { Capability, IntentName } from './capabilities/capability.ts';

/** What a plugin may ask for in `needs`: each opens some of Discord’s calls and events. */
export type CapabilityId = ServerCapabilityId | MessagesCapabilityId | MembersCapabilityId;

/**
 * The one table of capabilities. Answers to interactions need none: they are part of having a command.
 * Routes are checked against it by the host's broker, events by `events.ts`.
 */
export const capabilities: Readonly<Record<CapabilityId, Capability<CapabilityId>>> = Object.freeze({
  ...serverCapabilities,
  ...messagesCapabilities,
  ...membersCapabilities,
});

/** Intents that Discord gives only on request, and that an admin is told about with a reason. */
export const privilegedIntents: readonly IntentName[] = ['GuildMembers', 'GuildPresences', 'MessageContent'];

export function isCapabilityId(id: string): id is CapabilityId {
  return Object.hasOwn(capabilities, id);
}
