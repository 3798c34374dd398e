export { CannotDo, type CannotDoReason } from './cannot-do.ts';
export type { OptionValue, VirtualFile } from './command-input.ts';
export type { ChannelKind, ChannelSpec, GuildOptions, Permissions, RoleSpec } from './guild.ts';
export { openGuild, VirtualGuild } from './guild.ts';
export type { ChannelLike, MessageLike, SayOptions } from './member.ts';
export { VirtualMember } from './member.ts';
export { VirtualMessage } from './message.ts';
export type { ModalValue, VirtualModal } from './modal.ts';
export { Reply } from './reply.ts';
