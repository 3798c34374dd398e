import type { PermissionsString } from 'discord.js';

/** Names of Discord's permissions, as in `PermissionFlagsBits`. Kept here so that checking a name loads no discord.js. */
export type PermissionName = PermissionsString;

/** In the order of Discord's bits. */
export const permissionNames: readonly PermissionName[] = [
  'CreateInstantInvite',
  'KickMembers',
  'BanMembers',
  'Administrator',
  'ManageChannels',
  'ManageGuild',
  'AddReactions',
  'ViewAuditLog',
  'PrioritySpeaker',
  'Stream',
  'ViewChannel',
  'SendMessages',
  'SendTTSMessages',
  'ManageMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'MentionEveryone',
  'UseExternalEmojis',
  'ViewGuildInsights',
  'Connect',
  'Speak',
  'MuteMembers',
  'DeafenMembers',
  'MoveMembers',
  'UseVAD',
  'ChangeNickname',
  'ManageNicknames',
  'ManageRoles',
  'ManageWebhooks',
  'ManageGuildExpressions',
  'UseApplicationCommands',
  'RequestToSpeak',
  'ManageEvents',
  'ManageThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'UseExternalStickers',
  'SendMessagesInThreads',
  'UseEmbeddedActivities',
  'ModerateMembers',
  'ViewCreatorMonetizationAnalytics',
  'UseSoundboard',
  'CreateGuildExpressions',
  'CreateEvents',
  'UseExternalSounds',
  'SendVoiceMessages',
  'SetVoiceChannelStatus',
  'SendPolls',
  'UseExternalApps',
  'PinMessages',
  'BypassSlowmode',
];

/** Bit 47 is not in use. */
const firstBehindGap = permissionNames.indexOf('SetVoiceChannelStatus');

/** The names of the permissions that a bit field holds, e.g. of `default_member_permissions`. */
export function permissionsOf(bits: bigint): readonly PermissionName[] {
  return permissionNames.filter(
    (_name, index) => (bits >> BigInt(index < firstBehindGap ? index : index + 1)) & 1n,
  );
}
