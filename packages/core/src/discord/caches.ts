import { type CacheFactory, Options } from 'discord.js';

/**
 * What discord.js keeps in memory: what permissions and pickers need (guilds, channels, roles, overwrites, voice states),
 * and nothing whose frames the tap may skip, because a cached copy of those would go stale.
 */
export function limitedCaches(): CacheFactory {
  return Options.cacheWithLimits({
    ...Options.DefaultMakeCacheSettings,
    AutoModerationRuleManager: 0,
    EntitlementManager: 0,
    GuildBanManager: 0,
    GuildEmojiManager: 0,
    GuildInviteManager: 0,
    GuildMemberManager: { maxSize: 200, keepOverLimit: (member) => member.id === member.client.user.id },
    GuildMessageManager: 0,
    GuildScheduledEventManager: 0,
    GuildStickerManager: 0,
    MessageManager: 0,
    PresenceManager: 0,
    ReactionManager: 0,
    ReactionUserManager: 0,
    StageInstanceManager: 0,
    ThreadMemberManager: 0,
    UserManager: { maxSize: 1_000, keepOverLimit: (user) => user.id === user.client.user.id },
  });
}
