import type { PermissionName } from '@guildhall/sdk';

/** What is done to a member. */
export const memberDeeds = [
  'warn',
  'note',
  'timeout',
  'untimeout',
  'kick',
  'softban',
  'ban',
  'unban',
  'role_add',
  'role_remove',
] as const;
export type MemberDeed = (typeof memberDeeds)[number];

/** What is done in a channel. */
export const channelDeeds = ['purge', 'slowmode', 'lock', 'unlock'] as const;
export type ChannelDeed = (typeof channelDeeds)[number];

interface MemberRule {
  readonly permission: PermissionName;
  /** Whether Discord does it, so that the bot's own permissions and place count too. */
  readonly byBot: boolean;
  /** Whether it is also done to who is no member. */
  readonly toStrangers: boolean;
}

/** The one table of what each deed takes: for commands, menus, the dashboard, the API and other plugins. */
export const memberRules: Readonly<Record<MemberDeed, MemberRule>> = {
  warn: { permission: 'ModerateMembers', byBot: false, toStrangers: false },
  note: { permission: 'ModerateMembers', byBot: false, toStrangers: true },
  timeout: { permission: 'ModerateMembers', byBot: true, toStrangers: false },
  untimeout: { permission: 'ModerateMembers', byBot: true, toStrangers: false },
  kick: { permission: 'KickMembers', byBot: true, toStrangers: false },
  softban: { permission: 'BanMembers', byBot: true, toStrangers: false },
  ban: { permission: 'BanMembers', byBot: true, toStrangers: true },
  unban: { permission: 'BanMembers', byBot: true, toStrangers: true },
  role_add: { permission: 'ManageRoles', byBot: true, toStrangers: false },
  role_remove: { permission: 'ManageRoles', byBot: true, toStrangers: false },
};

/** What a channel's deeds take there: of whoever acts, and of the bot in their place. */
export const channelRules: Readonly<
  Record<ChannelDeed, { readonly actor: readonly PermissionName[]; readonly bot: readonly PermissionName[] }>
> = {
  purge: { actor: ['ManageMessages'], bot: ['ViewChannel', 'ReadMessageHistory', 'ManageMessages'] },
  slowmode: { actor: ['ManageChannels'], bot: ['ManageChannels'] },
  lock: { actor: ['ManageChannels'], bot: ['ManageChannels', 'ManageRoles'] },
  unlock: { actor: ['ManageChannels'], bot: ['ManageChannels', 'ManageRoles'] },
};
