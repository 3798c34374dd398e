import { AutoModerationActionExecution, type Client, type Guild } from 'discord.js';

type Data = Record<string, never>;
/** What every manager of discord.js has: a structure of Discord's data, kept in its cache only when asked to. */
interface Manager {
  _add(data: object, cache: boolean): unknown;
}

type Rebuild = (guild: Guild, data: Data) => readonly unknown[] | undefined;

const withoutCaching = (manager: unknown, data: object): unknown => (manager as Manager)._add(data, false);

function messageOf(guild: Guild, channelId: string, data: object): unknown {
  const channel = guild.channels.cache.get(channelId);
  if (!channel?.isTextBased()) return undefined;
  return withoutCaching(channel.messages, { channel_id: channelId, guild_id: guild.id, ...data });
}

function present(...args: readonly unknown[]): readonly unknown[] | undefined {
  return args.includes(undefined) ? undefined : args;
}

const reaction: Rebuild = (guild, data) => {
  const {
    emoji,
    user_id: userId,
    member,
  } = data as unknown as { emoji: object; user_id: string; member?: { user?: object } };
  const message = messageOf(guild, data.channel_id ?? '', { id: data.message_id });
  if (message === undefined) return undefined;
  const { reactions } = message as { readonly reactions: unknown };
  const user = withoutCaching(guild.client.users, member?.user ?? { id: userId });
  const details = { type: data.type ?? 0, burst: data.burst ?? false };
  return [withoutCaching(reactions, { emoji, count: null, me: false }), user, details];
};

const left: Rebuild = (guild, { user }) => [withoutCaching(guild.members, { user, roles: [] })];
const ban: Rebuild = (guild, { user }) => [withoutCaching(guild.bans, { guild, user })];

/** How the arguments of discord.js' events are made again of what Discord sent, without a word to any cache. */
const rebuilds: Readonly<Record<string, Rebuild>> = {
  messageCreate: (guild, data) => present(messageOf(guild, data.channel_id ?? '', data)),
  messageUpdate: (guild, data) => {
    const { channel_id: channelId = '', id } = data;
    // What it was before, nobody knows any more.
    return present(messageOf(guild, channelId, { id }), messageOf(guild, channelId, data));
  },
  messageDelete: (guild, { channel_id: channelId = '', id }) => present(messageOf(guild, channelId, { id })),
  messageReactionAdd: reaction,
  messageReactionRemove: reaction,
  guildMemberAdd: (guild, data) => [withoutCaching(guild.members, data)],
  guildMemberRemove: left,
  guildBanAdd: ban,
  guildBanRemove: ban,
  autoModerationActionExecution: (guild, data) => [
    Reflect.construct(AutoModerationActionExecution, [data, guild]) as unknown,
  ],
};

/** Whether the arguments of an event can be made again later. */
export function canRebuild(event: string): boolean {
  return Object.hasOwn(rebuilds, event);
}

/** @returns the arguments; `undefined` when they can't be made, e.g. because the channel is gone */
export function rebuildEvent(
  client: Client,
  guildId: string,
  event: string,
  payload: unknown,
): readonly unknown[] | undefined {
  const guild = client.guilds.cache.get(guildId);
  return guild && rebuilds[event]?.(guild, payload as Data);
}
