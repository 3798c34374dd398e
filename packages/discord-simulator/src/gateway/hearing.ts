import { canSee } from '../world/access.ts';
import type { Application, Snowflake } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import type { World } from '../world/world.ts';

/** For whom an event is put in words. */
export interface Listener {
  application: Application;
  intents: number;
  shard: readonly [number, number];
  largeThreshold: number;
}

/** The shard that a guild's events come on. */
export function shardOf(guildId: Snowflake, shards: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shards));
}

export type Hearing = ReturnType<typeof hearing>;

/** The rules of who hears what, for one session. */
export function hearing(world: World, to: Listener) {
  const self = to.application.bot_user_id;
  const onShard = (guildId: Snowflake) => shardOf(guildId, to.shard[1]) === to.shard[0];
  const inGuild = (guildId: Snowflake, intent: number) =>
    (to.intents & intent) !== 0 && onShard(guildId) && world.tables.member.has(pairKey(guildId, self));
  const inChannel = (channelId: Snowflake, guildIntent: number, dmIntent: number) => {
    const channel = world.tables.channel.get(channelId);
    if (!channel) return false;
    if (channel.guild_id === null) {
      return (
        (to.intents & dmIntent) !== 0 && to.shard[0] === 0 && channel.recipients?.includes(self) === true
      );
    }
    return inGuild(channel.guild_id, guildIntent) && canSee(world, self, channel);
  };
  return { onShard, inGuild, inChannel };
}
