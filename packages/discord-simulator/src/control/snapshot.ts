import type { VirtualMember } from '../actors/index.ts';
import type { DiscordSimulator } from '../simulator.ts';
import { visibleChannel } from '../world/access.ts';
import type { Command, Snowflake, User } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import type { World } from '../world/world.ts';
import { viewChannel, viewGuild, viewUser } from './guild-view.ts';
import type { ChannelView, CommandView, FaultsView, GuildView, Snapshot } from './protocol.ts';

/** Who acts when nobody was named: the owner of the first guild, else the first person. */
export function defaultActor(world: World): Snowflake | null {
  for (const guild of world.tables.guild.values()) {
    if (world.tables.user.get(guild.owner_id)?.bot === false) return guild.owner_id;
  }
  for (const user of people(world)) if (!user.bot) return user.id;
  return null;
}

/** As many users are told; worlds may have hundreds of thousands. */
const usersShown = 500;

/** Everyone but the accounts that stand for applications' developers: those are in no guild and act for nobody. */
function* people(world: World): Generator<User> {
  const developers = new Set([...world.tables.application.values()].map((it) => it.owner_id));
  for (const user of world.tables.user.values()) {
    if (!developers.has(user.id) || world.tables.member.count('user', user.id) > 0) yield user;
  }
}

/** Bots and the acting user, then the others as they came. */
function peopleShown(world: World, userId: Snowflake | null): User[] {
  const shown = new Map<Snowflake, User>();
  const first = [...world.tables.application.values()].map((it) => it.bot_user_id);
  for (const id of userId === null ? first : [userId, ...first]) {
    const user = world.tables.user.get(id);
    if (user) shown.set(id, user);
  }
  for (const user of people(world)) {
    if (shown.size >= usersShown) break;
    shown.set(user.id, user);
  }
  return [...shown.values()];
}

export function guildsOf(world: World, userId: Snowflake): GuildView[] {
  return world.tables.member.by('user', userId).flatMap((it) => {
    const guild = world.tables.guild.get(it.guild_id);
    return (guild && viewGuild(world, guild, userId)) ?? [];
  });
}

/** The direct messages that a user has with bots. */
function dmsOf(world: World, userId: Snowflake): ChannelView[] {
  return [...world.tables.application.values()].flatMap(({ bot_user_id: botId }) =>
    world.tables.channel
      .by('dm', [userId, botId].sort().join(':'))
      .map((it) => viewChannel(world, it, userId)),
  );
}

export type PeoplePart = Pick<Snapshot, 'users' | 'otherGuilds' | 'applications'>;

/** What is true beside the guilds of the acting user. */
export function peoplePart(world: World, simulator: DiscordSimulator, userId: Snowflake | null): PeoplePart {
  return {
    users: peopleShown(world, userId).map((it) => viewUser(world, it)),
    otherGuilds: [...world.tables.guild.values()]
      .filter((it) => userId === null || !world.tables.member.has(pairKey(it.id, userId)))
      .map((it) => ({ id: it.id, name: it.name, memberCount: world.tables.member.count('guild', it.id) })),
    applications: [...world.tables.application.values()].map((it) => ({
      id: it.id,
      name: it.name,
      botUserId: it.bot_user_id,
      online: simulator.connections(it.id) > 0,
    })),
  };
}

export function viewClock(world: World): { now: number; ahead: number } {
  const now = world.now();
  return { now, ahead: Math.max(0, now - Date.now()) };
}

export function viewFaults(simulator: DiscordSimulator): FaultsView {
  const { faults } = simulator;
  return {
    latencyMs: faults.delay,
    planned: faults.planned.map((it) => ({ ...it })),
    acksWithheld: faults.withholdsAcknowledgements,
    reordering: faults.reorders,
    storms: faults.storms,
    silentConnections: faults.silentConnections,
  };
}

export function snapshot(world: World, simulator: DiscordSimulator, as: Snowflake | undefined): Snapshot {
  const user = as === undefined ? undefined : world.tables.user.get(as);
  const actor = user && !user.bot ? user.id : defaultActor(world);
  return {
    as: actor,
    ...viewClock(world),
    ...peoplePart(world, simulator, actor),
    guilds: actor === null ? [] : guildsOf(world, actor),
    dms: actor === null ? [] : dmsOf(world, actor),
    faults: viewFaults(simulator),
  };
}

/**
 * The commands that the client offers a member in a channel: a guild's own hides a global one of the same name; in
 * direct messages only those of the bot that they are with.
 */
export function commandsFor(world: World, member: VirtualMember, channelId: Snowflake): CommandView[] {
  const channel = visibleChannel(world, { userId: member.id }, channelId);
  const commands = new Map<string, Command>();
  for (const it of member.commands({ id: channel.id })) {
    if (channel.recipients && !channel.recipients.includes(botOf(world, it.application_id))) continue;
    const key = `${it.application_id}:${it.type}:${it.name}`;
    if (it.guild_id !== null || !commands.has(key)) commands.set(key, it);
  }
  return [...commands.values()].flatMap((it) => {
    const { type } = it;
    if (type !== 1 && type !== 2 && type !== 3) return [];
    return {
      id: it.id,
      applicationId: it.application_id,
      applicationName: world.tables.application.get(it.application_id)?.name ?? '',
      type,
      name: it.name,
      nameLocalizations: it.name_localizations,
      description: it.description,
      descriptionLocalizations: it.description_localizations,
      // Checked against Discord's rules when the command was registered.
      options: it.options as unknown as CommandView['options'],
    };
  });
}

function botOf(world: World, applicationId: Snowflake): Snowflake {
  return world.tables.application.get(applicationId)?.bot_user_id ?? '';
}
