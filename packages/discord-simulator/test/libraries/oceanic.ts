import { Client, DiscordRESTError } from 'oceanic.js';
import type { Json, Library, OpenLibrary } from './library.ts';

export const openOceanic: OpenLibrary = async (discord, token) => {
  const client = new Client({
    auth: `Bot ${token}`,
    rest: { baseURL: `${discord.api}/v10` },
    gateway: { intents: ['ALL'], compress: false, override: { gatewayURLIsResumeURL: false } },
  });
  const errors: unknown[] = [];
  client.on('error', (error) => void errors.push(error));
  const ready = new Promise<void>((resolve) => client.once('ready', () => resolve()));
  await client.connect();
  await ready;
  return {
    name: 'oceanic.js',
    call: async (method, path, body, reason) => {
      const [address = '', query] = path.split('?');
      return (await client.rest.authRequest<Json>({
        method,
        path: address,
        ...(body === undefined ? {} : { json: body }),
        ...(reason ? { reason } : {}),
        ...(query ? { query: new URLSearchParams(query) } : {}),
      })) as Json;
    },
    codeOf: (error) => (error instanceof DiscordRESTError ? error.code : Number.NaN),
    onPacket: (listener) =>
      void client.on('packet', (packet) => {
        const { t, d } = packet as unknown as { t: string | null; d: Json };
        if (t) listener(t, d);
      }),
    cached: async (guildId) => {
      const guild = client.guilds.get(guildId);
      return {
        name: guild?.name ?? '',
        channels: guild?.channels.map((it) => it.name) ?? [],
        roles: guild?.roles.map((it) => it.name) ?? [],
      };
    },
    errors,
    close: () => client.disconnect(false),
  } satisfies Library;
};
