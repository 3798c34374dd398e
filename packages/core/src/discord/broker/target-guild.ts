import { type APIChannel, ChannelType, type Client, Routes } from 'discord.js';
import type { InteractionTokens } from './interaction-tokens.ts';
import type { Lookup } from './lookup.ts';

/** Where a call acts: in a guild, in a direct channel with a user, answering an interaction, or nowhere we know. */
export type Target =
  | { readonly kind: 'guild'; readonly guildId: string; readonly isThread?: boolean }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'answer'; readonly guildId: string; readonly pluginId: string; readonly token: string }
  | { readonly kind: 'unknown' };

const unknown: Target = { kind: 'unknown' };
const threadTypes: ReadonlySet<ChannelType> = new Set([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);

/** Finds out where a call acts. The guild is always looked up by us, never taken from the plugin's word. */
export class TargetResolver {
  readonly #client: Client;
  readonly #applicationId: string;
  readonly #tokens: InteractionTokens;
  readonly #lookup: Lookup;
  readonly #webhooks = new Map<string, string>();

  constructor(client: Client, applicationId: string, tokens: InteractionTokens, lookup: Lookup) {
    this.#client = client;
    this.#lookup = lookup;
    this.#applicationId = applicationId;
    this.#tokens = tokens;
  }

  async resolve(method: string, path: string, body: unknown): Promise<Target> {
    const [, root = '', id = '', extra = ''] = path.split('/');
    switch (root) {
      case 'guilds':
        return { kind: 'guild', guildId: id };
      case 'channels':
        return this.channel(id);
      case 'interactions':
        return this.#answer(extra);
      case 'webhooks':
        if (id === this.#applicationId && extra) return this.#answer(extra);
        return this.#webhook(id);
      case 'invites':
        return this.#invite(id);
      case 'stage-instances': {
        const channelId = id || (body as { channel_id?: unknown } | undefined)?.channel_id;
        return typeof channelId === 'string' ? this.channel(channelId) : unknown;
      }
      case 'users': {
        if (method !== 'POST' || id !== '@me' || extra !== 'channels') return unknown;
        const recipient = (body as { recipient_id?: unknown } | undefined)?.recipient_id;
        return typeof recipient === 'string' ? { kind: 'user', userId: recipient } : unknown;
      }
      default:
        return unknown;
    }
  }

  #answer(token: string): Target {
    const grant = this.#tokens.find(token);
    return grant ? { kind: 'answer', guildId: grant.guildId, pluginId: grant.pluginId, token } : unknown;
  }

  async channel(id: string): Promise<Target> {
    if (!isSnowflake(id)) return unknown;
    const cached = this.#client.channels.cache.get(id);
    if (cached && !cached.isDMBased()) {
      return { kind: 'guild', guildId: cached.guildId, isThread: cached.isThread() };
    }
    if (cached) return 'recipientId' in cached ? { kind: 'user', userId: cached.recipientId } : unknown;
    const channel = await this.#lookup<APIChannel>(Routes.channel(id));
    if (!channel) return unknown;
    if ('guild_id' in channel && channel.guild_id !== undefined) {
      return { kind: 'guild', guildId: channel.guild_id, isThread: threadTypes.has(channel.type) };
    }
    const recipients = 'recipients' in channel ? (channel.recipients ?? []) : [];
    return recipients[0] && recipients.length === 1 ? { kind: 'user', userId: recipients[0].id } : unknown;
  }

  async #invite(code: string): Promise<Target> {
    if (!/^[\w-]{2,100}$/.test(code)) return unknown;
    const invite = await this.#lookup<{ guild?: { id?: string } }>(Routes.invite(code));
    return invite?.guild?.id ? { kind: 'guild', guildId: invite.guild.id } : unknown;
  }

  async #webhook(id: string): Promise<Target> {
    if (!isSnowflake(id)) return unknown;
    const known = this.#webhooks.get(id);
    if (known !== undefined) return { kind: 'guild', guildId: known };
    const webhook = await this.#lookup<{ guild_id?: string }>(Routes.webhook(id));
    if (!webhook?.guild_id) return unknown;
    // A webhook never changes its guild; the map only saves calls, so it may forget everything at once.
    if (this.#webhooks.size > 10_000) this.#webhooks.clear();
    this.#webhooks.set(id, webhook.guild_id);
    return { kind: 'guild', guildId: webhook.guild_id };
  }
}

/** Discord is not asked for what can't be there: a plugin makes up what it likes, and what Discord refuses counts against the bot. */
function isSnowflake(id: string): boolean {
  return /^\d{15,20}$/.test(id);
}
