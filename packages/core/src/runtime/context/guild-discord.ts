import {
  type Clock,
  DiscordRefusal,
  type GuildDiscord,
  type OutgoingMessage,
  parseDuration,
  type SendOptions,
} from '@guildhall/sdk';
import { type Client, DiscordAPIError, RESTJSONErrorCodes, Routes } from 'discord.js';
import { asPlugin, type CallOwner, isKeptUp, toRefusal } from '../../discord/index.ts';
import { toMessageBody, toNamedMessageBody } from './outgoing-message.ts';

/** A member who takes no direct messages is not a failure of the plugin. */
const closedToMessages = [
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
];

const unknownMember = [RESTJSONErrorCodes.UnknownMember, RESTJSONErrorCodes.UnknownUser];
const unknownBan = [RESTJSONErrorCodes.UnknownBan, RESTJSONErrorCodes.UnknownUser];

/** For Discord's audit log. */
function because(reason: string | undefined): { reason?: string } {
  return reason ? { reason } : {};
}

/** Discord for one installation: every call is made in its name, also when a handler kept the context for later. */
export function guildDiscord(client: Client, owner: CallOwner, clock: Clock): GuildDiscord {
  const { guildId } = owner;
  const call = <T>(run: () => Promise<T>): Promise<T> =>
    asPlugin(owner, run).catch((error: unknown) => {
      throw toRefusal(error);
    });
  const guild = () => {
    const found = client.guilds.cache.get(guildId);
    if (!found) throw new DiscordRefusal('The bot is not in this guild any more.');
    return found;
  };
  const orAbsent =
    (...codes: number[]) =>
    (error: unknown) => {
      if (error instanceof DiscordAPIError && codes.includes(Number(error.code))) return undefined;
      // The broker knew what Discord would say.
      if (error instanceof DiscordRefusal && codes.includes(error.discordCode ?? 0)) return undefined;
      throw error;
    };
  const send = async (channelId: string, message: OutgoingMessage, options?: SendOptions) => {
    const body = toNamedMessageBody(message, `${owner.pluginId}\0${guildId}`, options);
    const sent = (await client.rest.post(Routes.channelMessages(channelId), body)) as { id: string };
    return { id: sent.id };
  };
  const whether = (answer: Promise<unknown>, absent: readonly number[]) =>
    answer.then(() => true, orAbsent(...absent)).then((there) => there ?? false);
  return {
    guild: () => call(async () => guild()),
    channel: (id) =>
      call(async () => {
        const cached = guild().channels.cache.get(id);
        if (cached) return cached;
        const fetched = await guild().channels.fetch(id).catch(orAbsent(RESTJSONErrorCodes.UnknownChannel));
        return fetched ?? undefined;
      }),
    member: (id) =>
      call(() =>
        guild()
          .members.fetch({ user: id, force: !isKeptUp(client, id) })
          .catch(orAbsent(...unknownMember)),
      ),
    send: (channelId, message, options) => call(() => send(channelId, message, options)),
    direct: (userId, message, options) =>
      call(async () => {
        try {
          const channel = (await client.rest.post(Routes.userChannels(), {
            body: { recipient_id: userId },
          })) as { id: string };
          return await send(channel.id, message, options);
        } catch (error) {
          return orAbsent(...closedToMessages)(error);
        }
      }),
    edit: (channelId, messageId, message) =>
      call(async () => {
        await client.rest.patch(Routes.channelMessage(channelId, messageId), toMessageBody(message));
      }),
    delete: (channelId, messageId, reason) =>
      call(() =>
        whether(client.rest.delete(Routes.channelMessage(channelId, messageId), because(reason)), [
          RESTJSONErrorCodes.UnknownMessage,
        ]),
      ),
    timeout: (userId, duration, reason) =>
      call(async () => {
        const length = parseDuration(duration);
        await client.rest.patch(Routes.guildMember(guildId, userId), {
          body: {
            communication_disabled_until: length === 0 ? null : new Date(clock.now() + length).toISOString(),
          },
          ...because(reason),
        });
      }),
    kick: (userId, reason) =>
      call(() =>
        whether(client.rest.delete(Routes.guildMember(guildId, userId), because(reason)), unknownMember),
      ),
    ban: (userId, { deleteMessages = 0, reason } = {}) =>
      call(async () => {
        const seconds = Math.floor(parseDuration(deleteMessages) / 1000);
        await client.rest.put(Routes.guildBan(guildId, userId), {
          body: { delete_message_seconds: seconds },
          ...because(reason),
        });
      }),
    unban: (userId, reason) =>
      call(() => whether(client.rest.delete(Routes.guildBan(guildId, userId), because(reason)), unknownBan)),
    isBanned: (userId) => call(() => whether(client.rest.get(Routes.guildBan(guildId, userId)), unknownBan)),
    addRole: (userId, roleId, reason) =>
      call(async () => {
        await client.rest.put(Routes.guildMemberRole(guildId, userId, roleId), because(reason));
      }),
    removeRole: (userId, roleId, reason) =>
      call(async () => {
        await client.rest.delete(Routes.guildMemberRole(guildId, userId, roleId), because(reason));
      }),
  };
}
