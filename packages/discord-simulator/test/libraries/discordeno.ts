import { createGatewayManager } from '@discordeno/gateway';
import { createRestManager } from '@discordeno/rest';
import { everyIntent } from '../bots.ts';
import type { Json, Library, OpenLibrary } from './library.ts';

/** It keeps no caches of its own: what it remembers is collected from what its gateway hands on. */
export const openDiscordeno: OpenLibrary = async (discord, token) => {
  const errors: unknown[] = [];
  const quiet = () => {};
  const logger = {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (...told: unknown[]) => void errors.push(told),
    fatal: (...told: unknown[]) => void errors.push(told),
  };
  const rest = createRestManager({ token, proxy: { baseUrl: discord.api, authorization: `Bot ${token}` } });
  const guilds = new Map<string, Json>();
  const listeners: ((t: string, d: Json) => void)[] = [];
  const ready = Promise.withResolvers<void>();
  const info = await rest.makeRequest<Json>('GET', '/gateway/bot');
  const limit = info.session_start_limit as Json;
  const gateway = createGatewayManager({
    token,
    intents: everyIntent.reduce((all, bit) => all | bit, 0),
    preferSnakeCase: true,
    logger,
    resharding: { enabled: false, shardsFullPercentage: 80, checkInterval: 0 },
    connection: {
      url: info.url as string,
      shards: 1,
      sessionStartLimit: {
        total: limit.total,
        remaining: limit.remaining,
        resetAfter: limit.reset_after,
        maxConcurrency: limit.max_concurrency,
      },
    },
    events: {
      message: (_shard, payload) => {
        const { t, d } = payload as unknown as { t: string | null; d: Json };
        if (!t) return;
        remember(guilds, t, d);
        if (t === 'GUILD_CREATE') ready.resolve();
        for (const listener of listeners) listener(t, d);
      },
    },
  });
  await gateway.spawnShards();
  await ready.promise;
  return {
    name: 'discordeno',
    call: async (method, path, body, reason) =>
      (await rest.makeRequest<Json>(method, path, {
        ...(body === undefined ? {} : { body }),
        ...(reason ? { reason } : {}),
      })) as Json,
    codeOf: (error) => {
      const { cause } = error as { cause?: { body?: string | Json } };
      const body = typeof cause?.body === 'string' ? (JSON.parse(cause.body) as Json) : cause?.body;
      return Number(body?.code ?? Number.NaN);
    },
    onPacket: (listener) => void listeners.push(listener),
    cached: async (guildId) => {
      const guild = guilds.get(guildId);
      return {
        name: String(guild?.name ?? ''),
        channels: [...((guild?.channels as Map<string, string> | undefined)?.values() ?? [])],
        roles: [...((guild?.roles as Map<string, string> | undefined)?.values() ?? [])],
      };
    },
    errors,
    close: () => gateway.shutdown(3000, 'done'),
  } satisfies Library;
};

function remember(guilds: Map<string, Json>, t: string, d: Json): void {
  const named = (list: Json[]) => new Map(list.map((it) => [String(it.id), String(it.name)]));
  if (t === 'GUILD_CREATE') {
    guilds.set(d.id, { name: d.name, channels: named(d.channels), roles: named(d.roles) });
  }
  const guild = guilds.get(String(d.guild_id ?? d.id));
  if (!guild) return;
  if (t === 'GUILD_UPDATE') guild.name = d.name;
  if (t === 'CHANNEL_CREATE' || t === 'CHANNEL_UPDATE') guild.channels.set(d.id, d.name);
  if (t === 'CHANNEL_DELETE') guild.channels.delete(d.id);
  if (t === 'GUILD_ROLE_CREATE' || t === 'GUILD_ROLE_UPDATE') guild.roles.set(d.role.id, d.role.name);
  if (t === 'GUILD_ROLE_DELETE') guild.roles.delete(d.role_id);
}
