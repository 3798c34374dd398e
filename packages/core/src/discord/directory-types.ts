/** Discord's entities as the API and the configuration checks read them: views over the client's cache. */
export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly iconUrl: string | null;
  readonly ownerId: string;
  readonly memberCount: number;
  readonly preferredLocale: string;
  readonly bot: { readonly userId: string; readonly permissions: bigint; readonly topRolePosition: number };
}

export interface RoleView {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  readonly position: number;
  readonly managed: boolean;
  readonly permissions: bigint;
  /** Below the bot's top role and not managed: the bot could give it. */
  readonly assignable: boolean;
}

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly type: 'text' | 'announcement' | 'voice' | 'stage' | 'forum' | 'media' | 'category' | 'thread';
  readonly parentId: string | null;
  readonly position: number;
  /** The bot's permissions there. */
  readonly botPermissions: bigint;
}

export interface MemberView {
  readonly userId: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly bot: boolean;
  readonly roleIds: readonly string[];
  readonly isOwner: boolean;
  /** Guild-wide permissions. */
  readonly permissions: bigint;
  /** The end of their last timeout, which may be over, in milliseconds since 1970. */
  readonly timedOutUntil: number | null;
}

export interface EmojiView {
  readonly id: string;
  readonly name: string;
  readonly animated: boolean;
  readonly imageUrl: string;
}

/** What a channel allows or denies to a role or a member, on top of what they have in the guild. */
export interface OverwriteView {
  readonly id: string;
  readonly kind: 'role' | 'member';
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface GuildDirectory {
  readonly applicationId: string;
  /** Ids of the guilds that the bot is in. */
  guildIds(): readonly string[];
  guild(guildId: string): GuildView | undefined;
  roles(guildId: string): readonly RoleView[];
  channels(guildId: string): readonly ChannelView[];
  /** A thread has its channel's. `undefined`: there is no such channel in the guild. */
  overwrites(guildId: string, channelId: string): readonly OverwriteView[] | undefined;
  /** The guild's own that can be used now. Asks Discord: emojis aren't cached. */
  emojis(guildId: string): Promise<readonly EmojiView[]>;
  /**
   * From the cache, else from Discord. `undefined`: not a member.
   * @param options `maxAgeMs`: how old what is known may be where nothing keeps it up to date, as without the members intent. Default:
   *   any age
   */
  member(
    guildId: string,
    userId: string,
    options?: { readonly maxAgeMs?: number },
  ): Promise<MemberView | undefined>;
  /** Anybody on Discord, member or not: for the names of those who have left or are banned. */
  user(userId: string): Promise<Pick<MemberView, 'userId' | 'name' | 'avatarUrl'> | undefined>;
  searchMembers(guildId: string, query: string, limit: number): Promise<readonly MemberView[]>;
}
