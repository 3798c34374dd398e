import { type Client, Routes } from 'discord.js';
import { asCore } from './call-owner.ts';
import type { InteractionTokens } from './interaction-tokens.ts';

/** Where a call acts: in a guild, in a direct channel with a user, answering an interaction, or nowhere we know. */
export type Target =
  | { readonly kind: 'guild'; readonly guildId: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'answer'; readonly guildId: string; readonly pluginId: string; readonly token: string }
  | { readonly kind: 'unknown' };

const unknown: Target = { kind: 'unknown' };

/** Finds out where a call acts. The guild is always looked up by us, never taken from the plugin's word. */
export class TargetResolver {
  readonly #client: Client;
  readonly #applicationId: string;
  readonly #tokens: InteractionTokens;
  readonly #webhooks = new Map<string, string>();

  constructor(client: Client, applicationId: string, tokens: InteractionTokens) {
    this.#client = client;
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
    const cached = this.#client.channels.cache.get(id);
    const channel = cached ?? (await asCore(() => this.#client.channels.fetch(id)).catch(() => null));
    if (!channel) return unknown;
    if (!channel.isDMBased()) return { kind: 'guild', guildId: channel.guildId };
    return 'recipientId' in channel ? { kind: 'user', userId: channel.recipientId } : unknown;
  }

  async #invite(code: string): Promise<Target> {
    const invite = (await asCore(() => this.#client.rest.get(Routes.invite(code))).catch(() => undefined)) as
      | { guild?: { id?: string } }
      | undefined;
    return invite?.guild?.id ? { kind: 'guild', guildId: invite.guild.id } : unknown;
  }

  async #webhook(id: string): Promise<Target> {
    const known = this.#webhooks.get(id);
    if (known !== undefined) return { kind: 'guild', guildId: known };
    const webhook = (await asCore(() => this.#client.rest.get(Routes.webhook(id))).catch(() => undefined)) as
      | { guild_id?: string }
      | undefined;
    if (!webhook?.guild_id) return unknown;
    // A webhook never changes its guild; the map only saves calls, so it may forget everything at once.
    if (this.#webhooks.size > 10_000) this.#webhooks.clear();
    this.#webhooks.set(id, webhook.guild_id);
    return { kind: 'guild', guildId: webhook.guild_id };
  }
}
