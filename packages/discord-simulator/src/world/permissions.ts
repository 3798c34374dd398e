import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Overwrite, Role } from './entities.ts';

/**
 * Who may do what: Discord's permission algebra, free of the world. Everything is a `bigint` of bits.
 * Source: https://discord.com/developers/docs/topics/permissions
 */
export const P = PermissionFlagsBits;

export const allPermissions: bigint = Object.values(P).reduce((all, bit) => all | bit, 0n);

/** What is left to a member who is timed out. */
const timedOutPermissions = P.ViewChannel | P.ReadMessageHistory;

/** What sending messages implies: without SEND_MESSAGES these mean nothing. */
const needsSend = P.MentionEveryone | P.SendTTSMessages | P.AttachFiles | P.EmbedLinks;

export interface Subject {
  userId: string;
  isOwner: boolean;
  /** Ids of the member's roles, without @everyone. */
  roleIds: readonly string[];
  timedOut: boolean;
}

/** Permissions in the guild as a whole: those of @everyone and of every role, all for the owner and administrators. */
export function guildPermissions(subject: Subject, everyone: Role, roles: readonly Role[]): bigint {
  if (subject.isOwner) return allPermissions;
  let permissions = BigInt(everyone.permissions);
  for (const role of roles) permissions |= BigInt(role.permissions);
  return permissions & P.Administrator ? allPermissions : permissions;
}

/**
 * Permissions after a channel's overwrites: first @everyone's, then all the roles' together, then the member's own;
 * in each step what is allowed wins over what is denied.
 */
export function applyOverwrites(
  base: bigint,
  subject: Subject,
  guildId: string,
  overwrites: readonly Overwrite[],
): bigint {
  if ((base & P.Administrator) !== 0n) return allPermissions;
  let permissions = base;
  let roleAllow = 0n;
  let roleDeny = 0n;
  let own: Overwrite | undefined;
  const roleIds = new Set(subject.roleIds);
  for (const overwrite of overwrites) {
    if (overwrite.type === 1) {
      if (overwrite.id === subject.userId) own = overwrite;
    } else if (overwrite.id === guildId) {
      permissions = (permissions & ~BigInt(overwrite.deny)) | BigInt(overwrite.allow);
    } else if (roleIds.has(overwrite.id)) {
      roleAllow |= BigInt(overwrite.allow);
      roleDeny |= BigInt(overwrite.deny);
    }
  }
  permissions = (permissions & ~roleDeny) | roleAllow;
  if (own) permissions = (permissions & ~BigInt(own.deny)) | BigInt(own.allow);
  return permissions;
}

/**
 * What follows from what is missing: no VIEW_CHANNEL (or no CONNECT in a voice channel) means nothing at all can be
 * done there, no SEND_MESSAGES means no files and no mentions of everyone, and a member who is timed out can only read.
 */
export function implied(
  permissions: bigint,
  subject: Subject,
  kind: 'guild' | 'text' | 'voice' | 'thread',
): bigint {
  if (subject.isOwner || (permissions & P.Administrator) !== 0n) return permissions;
  let left = subject.timedOut ? permissions & timedOutPermissions : permissions;
  if (kind === 'guild') return left;
  if ((left & P.ViewChannel) === 0n) return 0n;
  if (kind === 'thread') {
    // In a thread one speaks with SEND_MESSAGES_IN_THREADS; everything else is the parent channel's.
    if ((left & P.SendMessagesInThreads) === 0n) left &= ~(needsSend | P.SendMessages);
    else left |= P.SendMessages;
  } else if ((left & P.SendMessages) === 0n) left &= ~needsSend;
  if (kind === 'voice' && (left & P.Connect) === 0n) left &= P.ViewChannel;
  return left;
}

/** Reads `['KickMembers', 'BanMembers']`, a bigint, or a decimal string. */
export function readPermissions(value: bigint | string | readonly PermissionName[]): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string') return BigInt(value);
  return value.reduce((bits, name) => bits | P[name], 0n);
}

export type PermissionName = keyof typeof P;

/** What a new guild gives @everyone. */
export const everyonePermissions: bigint =
  P.ViewChannel |
  P.CreateInstantInvite |
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.CreatePrivateThreads |
  P.EmbedLinks |
  P.AttachFiles |
  P.AddReactions |
  P.UseExternalEmojis |
  P.UseExternalStickers |
  P.MentionEveryone |
  P.ReadMessageHistory |
  P.SendTTSMessages |
  P.UseApplicationCommands |
  P.ChangeNickname |
  P.Connect |
  P.Speak |
  P.Stream |
  P.UseVAD |
  P.UseEmbeddedActivities |
  P.UseSoundboard |
  P.UseExternalSounds |
  P.SendVoiceMessages |
  P.SendPolls |
  P.RequestToSpeak;
