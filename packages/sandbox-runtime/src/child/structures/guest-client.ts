import type { Client, Guild } from 'discord.js';
import type { Greeting } from '../../protocol/messages.ts';
import type { HostLink } from '../link.ts';
import { requestsTo } from './requests.ts';

type Discord = typeof import('discord.js');
type Heard = (event: string, parameters: readonly unknown[]) => void;

interface Manager {
  emit(event: string, payload: unknown): void;
}

/** What discord.js is told once, and never sees: there is no token in this process. */
const noToken = 'sandboxed';

/**
 * A discord.js client without a gateway and without a token: what the host passes on arrives as if Discord had sent it, and what
 * it asks of Discord is asked of the host.
 */
export class GuestClient {
  readonly client: Client;
  /** Resolves when discord.js takes events. */
  readonly ready: Promise<void>;
  readonly #greeting: Greeting;
  readonly #guilds = new Set<string>();
  readonly #early: (() => void)[] = [];
  #manager: Manager | undefined;
  #isReady = false;
  #sequence = 1;
  #hearing: Heard | undefined;

  constructor(discord: Discord, link: HostLink, greeting: Greeting, heard: readonly string[]) {
    this.#greeting = greeting;
    const { Client, Events, GatewayIntentBits, Options, Partials } = discord;
    this.client = new Client({
      // Which events come is the host's to say; these only keep discord.js from leaving something out by itself.
      intents: Object.values(GatewayIntentBits).filter((bit) => typeof bit === 'number'),
      partials: Object.values(Partials).filter((partial) => typeof partial === 'number'),
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        GuildMemberManager: { maxSize: 200, keepOverLimit: (member) => member.id === member.client.user.id },
        MessageManager: 0,
        GuildMessageManager: 0,
        UserManager: { maxSize: 1_000, keepOverLimit: (user) => user.id === user.client.user.id },
      }),
      allowedMentions: { parse: [] },
      ws: {
        buildStrategy: (manager) => {
          this.#manager = manager as unknown as Manager;
          return this.#strategy() as never;
        },
      },
      rest: { makeRequest: requestsTo(link) as never, retries: 0 },
    });
    for (const event of heard) {
      this.client.on(event, (...parameters: unknown[]) => this.#hearing?.(event, parameters));
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ready = promise;
    this.client.once(Events.ClientReady, () => {
      this.#isReady = true;
      for (const work of this.#early.splice(0)) work();
      resolve();
    });
    void this.client.login(noToken);
  }

  knows(guildId: string): boolean {
    return this.#guilds.has(guildId);
  }

  /** @throws when the guild is gone */
  guild(guildId: string): Guild {
    const found = this.client.guilds.cache.get(guildId);
    if (!found) throw new Error('The bot is not in this guild any more.');
    return found;
  }

  learn(guildId: string, snapshot: unknown): void {
    this.#guilds.add(guildId);
    this.#whenReady(() => this.#dispatch('GUILD_CREATE', snapshot));
  }

  leave(guildId: string): void {
    if (this.#guilds.delete(guildId)) this.client.guilds.cache.delete(guildId);
  }

  deliver(guildId: string, type: string, payload: unknown, heard: Heard): void {
    if (!this.#isReady) throw new Error('discord.js is not ready yet');
    // Nobody has asked for this guild's structures yet: nothing of it is kept that could go stale.
    if (!this.#guilds.has(guildId)) return;
    const outer = this.#hearing;
    this.#hearing = heard;
    try {
      this.#dispatch(type, payload);
    } finally {
      this.#hearing = outer;
    }
  }

  #whenReady(work: () => void): void {
    if (this.#isReady) work();
    else this.#early.push(work);
  }

  #dispatch(type: string, payload: unknown): void {
    this.#sequence += 1;
    this.#manager?.emit('dispatch', { data: { op: 0, t: type, s: this.#sequence, d: payload }, shardId: 0 });
  }

  #strategy(): object {
    const nothing = async (): Promise<void> => undefined;
    return {
      spawn: nothing,
      destroy: nothing,
      send: nothing,
      fetchStatus: async () => new Map(),
      connect: async () => {
        const { applicationId, botUser } = this.#greeting;
        const ready = {
          v: 10,
          user: botUser,
          guilds: [],
          session_id: 'sandboxed',
          resume_gateway_url: 'wss://sandboxed.invalid',
          application: { id: applicationId, flags: 0 },
          shard: [0, 1],
        };
        this.#manager?.emit('ready', { data: ready, shardId: 0 });
        this.#manager?.emit('dispatch', { data: { op: 0, t: 'READY', s: 1, d: ready }, shardId: 0 });
      },
    };
  }
}
