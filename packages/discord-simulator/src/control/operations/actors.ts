import { CannotDo, VirtualGuild, VirtualMember } from '../../actors/index.ts';
import { readDuration } from '../../world/clock.ts';
import type { Application, Channel, Snowflake } from '../../world/entities.ts';
import { pairKey } from '../../world/entities.ts';
import { refuse } from '../../world/errors.ts';
import type { World } from '../../world/world.ts';
import { BadRequest } from '../refusal.ts';

/** Finds who acts, and where, for the operations of the control API. */
export class Actors {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** The application of this id; the first when none is named. */
  application(id?: Snowflake): Application {
    const { application } = this.#world.tables;
    const found = id === undefined ? [...application.values()][0] : application.get(id);
    if (!found) throw new BadRequest(404, 'not-found', 'this simulator has no such application');
    return found;
  }

  guild(guildId: Snowflake): VirtualGuild {
    if (!this.#world.tables.guild.has(guildId)) throw refuse(10004);
    return new VirtualGuild(this.#world, guildId, () => this.application());
  }

  member(guildId: Snowflake, userId: Snowflake): VirtualMember {
    const user = this.person(userId);
    const guild = this.guild(guildId);
    if (!this.#world.tables.member.has(pairKey(guildId, userId))) {
      throw new CannotDo('not-a-member', `${user.username} is not in ${guild.name}`, 10007);
    }
    return new VirtualMember(this.#world, guild, userId);
  }

  person(userId: Snowflake) {
    const user = this.#world.tables.user.get(userId);
    if (!user) throw refuse(10013);
    if (user.bot)
      throw new BadRequest(422, 'invalid', `${user.username} is a bot: it acts through its own token`);
    return user;
  }

  channel(channelId: Snowflake): Channel {
    const channel = this.#world.tables.channel.get(channelId);
    if (!channel) throw refuse(10003);
    return channel;
  }

  /** The member who acts, by the channel that they act in. */
  in(request: { as: Snowflake; channelId: Snowflake }): VirtualMember {
    const channel = this.channel(request.channelId);
    if (channel.guild_id !== null) return this.member(channel.guild_id, request.as);
    const user = this.person(request.as);
    if (!channel.recipients?.includes(user.id)) throw refuse(50001);
    const botId = channel.recipients.find((it) => it !== user.id) ?? '';
    const guilds = this.#world.tables.member.by('user', botId).map((it) => it.guild_id);
    const shared = guilds.find((it) => this.#world.tables.member.has(pairKey(it, user.id))) ?? guilds[0];
    if (shared === undefined) throw refuse(50007);
    return new VirtualMember(this.#world, this.guild(shared), user.id);
  }
}

/** Milliseconds; a duration that cannot be read is the asker's mistake. */
export function duration(text: string | number): number {
  try {
    return readDuration(text);
  } catch (error) {
    throw new BadRequest(400, 'invalid', error instanceof Error ? error.message : String(error));
  }
}
