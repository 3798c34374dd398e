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
  /** Made once, because every event asks it. */
  hears: Hearing;
}

/** The shard that a guild's events come on. */
export function shardOf(guildId: Snowflake, shards: number): number {
  if (shards === 1) return 0;
  return Number((BigInt(guildId) >> 22n) % BigInt(shards));
}

/** The rules of who hears what, for one session. */
export class Hearing {
  readonly #world: World;
  readonly #to: Omit<Listener, 'hears'>;
  readonly #self: Snowflake;

  constructor(world: World, to: Omit<Listener, 'hears'>) {
    this.#world = world;
    this.#to = to;
    this.#self = to.application.bot_user_id;
  }

  onShard(guildId: Snowflake): boolean {
    return shardOf(guildId, this.#to.shard[1]) === this.#to.shard[0];
  }

  inGuild(guildId: Snowflake, intent: number): boolean {
    return (
      (this.#to.intents & intent) !== 0 &&
      this.onShard(guildId) &&
      this.#world.tables.member.has(pairKey(guildId, this.#self))
    );
  }

  inChannel(channelId: Snowflake, guildIntent: number, dmIntent: number): boolean {
    const channel = this.#world.tables.channel.get(channelId);
    if (!channel) return false;
    if (channel.guild_id === null) {
      return (
        (this.#to.intents & dmIntent) !== 0 &&
        this.#to.shard[0] === 0 &&
        channel.recipients?.includes(this.#self) === true
      );
    }
    return this.inGuild(channel.guild_id, guildIntent) && canSee(this.#world, this.#self, channel);
  }
}
