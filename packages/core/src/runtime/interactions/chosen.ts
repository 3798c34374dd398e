import type { ResolvedChannel, ResolvedMember, ResolvedMessage, ResolvedRole } from '@guildhall/sdk';
import type { SelectKind } from '@guildhall/sdk/host';
import type { APIMessage, APIMessageSelectMenuInteractionData, APIUser } from 'discord.js';
import { OptionError, resolveMember } from './options.ts';

interface Resolved {
  readonly users?: Readonly<Record<string, APIUser>>;
  readonly members?: Readonly<
    Record<string, { roles: string[]; permissions: string; nick?: string | null | undefined }>
  >;
  readonly roles?: Readonly<Record<string, { id: string; name: string; color: number; position: number }>>;
  readonly channels?: Readonly<Record<string, { id: string; name?: string | null; type: number }>>;
}

/**
 * What was chosen in a select menu: the texts, or Discord's resolved records.
 *
 * @throws `OptionError` for a user who is no member, or what Discord has not resolved.
 */
export function readChosen(
  of: SelectKind,
  data: APIMessageSelectMenuInteractionData,
): readonly (string | ResolvedMember | ResolvedRole | ResolvedChannel)[] {
  const resolved: Resolved = 'resolved' in data ? (data.resolved as Resolved) : {};
  return data.values.map((value) => readOne(of, value, resolved));
}

function readOne(
  of: SelectKind,
  value: string,
  resolved: Resolved,
): string | ResolvedMember | ResolvedRole | ResolvedChannel {
  switch (of) {
    case 'string':
      return value;
    case 'user':
      return readMember(resolved, value);
    case 'role': {
      const { id, name, color, position } = resolved.roles?.[value] ?? unresolved(value);
      return { id, name, color, position };
    }
    case 'channel': {
      const { id, name, type } = resolved.channels?.[value] ?? unresolved(value);
      return { id, name: name ?? '', type };
    }
  }
}

/** @throws `OptionError` when the user is no member of the guild. */
export function readMember(resolved: Resolved, userId: string): ResolvedMember {
  const user = resolved.users?.[userId] ?? unresolved(userId);
  const member = resolved.members?.[userId];
  if (!member) throw new OptionError(user.global_name ?? user.username, 'not a member of this server');
  return resolveMember({ ...member, user });
}

export function readMessage(message: APIMessage): ResolvedMessage {
  const { author } = message;
  return {
    id: message.id,
    channelId: message.channel_id,
    content: message.content,
    author: { id: author.id, name: author.global_name ?? author.username, bot: author.bot ?? false },
    raw: message,
  };
}

function unresolved(value: string): never {
  throw new OptionError(value, 'Discord did not say what it is');
}
