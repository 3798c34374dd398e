import { Client, DiscordAPIError, Partials } from 'discord.js';
import { everyIntent } from '../bots.ts';
import type { Json, Library, OpenLibrary } from './library.ts';

export const openDiscordJs: OpenLibrary = async (discord, token) => {
  const client = new Client({
    intents: everyIntent,
    partials: [Partials.Channel],
    rest: { api: discord.api, retries: 0 },
  });
  const errors: unknown[] = [];
  client.on('error', (error) => void errors.push(error));
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(token);
  await ready;
  return {
    name: 'discord.js',
    call: async (method, path, body, reason) => {
      const options = { ...(body === undefined ? {} : { body }), ...(reason ? { reason } : {}) };
      const send = {
        GET: client.rest.get,
        POST: client.rest.post,
        PUT: client.rest.put,
        PATCH: client.rest.patch,
        DELETE: client.rest.delete,
      }[method];
      const [address = '', query] = path.split('?');
      return (await send.call(client.rest, address as `/${string}`, {
        ...options,
        ...(query ? { query: new URLSearchParams(query) } : {}),
      })) as Json;
    },
    codeOf: (error) => (error instanceof DiscordAPIError ? Number(error.code) : Number.NaN),
    onPacket: (listener) =>
      void client.on('raw' as never, (packet: { t: string; d: Json }) => listener(packet.t, packet.d)),
    cached: async (guildId) => {
      const guild = client.guilds.cache.get(guildId);
      return {
        name: guild?.name ?? '',
        channels: [...(guild?.channels.cache.values() ?? [])]
          .filter((it) => !it.isThread())
          .map((it) => it.name),
        roles: [...(guild?.roles.cache.values() ?? [])].map((it) => it.name),
      };
    },
    errors,
    close: () => client.destroy(),
  } satisfies Library;
};
