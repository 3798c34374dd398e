import { createRequire } from 'node:module';
import type { EventPiece, Plugin } from '@guildhall/sdk/host';
import type { Guild, GuildBasedChannel, GuildMember } from 'discord.js';
import type { CallRef, Greeting } from '../../protocol/messages.ts';
import { calling } from '../guest.ts';
import type { HostLink } from '../link.ts';
import { GuestClient } from './guest-client.ts';
import { interactionOf } from './interactions.ts';
import { orAbsent, refusals } from './refusals.ts';

type Discord = typeof import('discord.js');
type Heard = (event: string, parameters: readonly unknown[]) => void;

const require = createRequire(import.meta.url);

/** discord.js, from when somebody needs it: a real client whose gateway and REST are the channel to the host. */
export class Structures {
  readonly #link: HostLink;
  readonly #discordPath: string;
  readonly #greeting: Greeting;
  #loaded: { readonly discord: Discord; readonly client: GuestClient } | undefined;
  /** discord.js' events that pieces hear. */
  #heard: readonly string[] = [];

  constructor(options: { link: HostLink; discord: string; greeting: Greeting }) {
    this.#link = options.link;
    this.#discordPath = options.discord;
    this.#greeting = options.greeting;
  }

  /** The plugin will need them: begin before it does. */
  async expect(plugin: Plugin): Promise<void> {
    this.#heard = [
      ...new Set(
        plugin.pieces.flatMap((piece) => (piece.kind === 'on' ? [(piece as EventPiece).event] : [])),
      ),
    ];
    await this.#load().client.ready;
  }

  /** A guild as it is now, before its first event. */
  learn(guildId: string, snapshot: unknown): void {
    this.#load().client.learn(guildId, snapshot);
  }

  leave(guildId: string): void {
    this.#loaded?.client.leave(guildId);
  }

  /** discord.js makes structures of an event; `heard` is called for each of its own events that come of it, before this returns. */
  deliver(guildId: string, type: string, payload: unknown, heard: Heard): void {
    this.#load().client.deliver(guildId, type, payload, heard);
  }

  interaction(payload: unknown): unknown {
    const { discord, client } = this.#load();
    return interactionOf(discord, client.client, payload);
  }

  guild(ref: CallRef): Promise<Guild> {
    return calling.run(ref, () => this.#guild(ref));
  }

  channel(ref: CallRef, id: string): Promise<GuildBasedChannel | undefined> {
    return this.#asked(ref, async ({ channels }, { RESTJSONErrorCodes }) => {
      const found =
        channels.cache.get(id) ??
        (await channels.fetch(id).catch(orAbsent(RESTJSONErrorCodes.UnknownChannel)));
      return found ?? undefined;
    });
  }

  member(ref: CallRef, id: string): Promise<GuildMember | undefined> {
    return this.#asked(ref, ({ members }, { RESTJSONErrorCodes }) =>
      // Nothing tells this process of members' changes.
      members
        .fetch({ user: id, force: true })
        .catch(orAbsent(RESTJSONErrorCodes.UnknownMember, RESTJSONErrorCodes.UnknownUser)),
    );
  }

  async #asked<T>(ref: CallRef, work: (guild: Guild, discord: Discord) => Promise<T>): Promise<T> {
    return calling.run(ref, async () => {
      const guild = await this.#guild(ref);
      return work(guild, this.#load().discord).catch(refusals);
    });
  }

  async #guild(ref: CallRef): Promise<Guild> {
    const { client } = this.#load();
    if (!client.knows(ref.guildId)) {
      client.learn(ref.guildId, await this.#link.question('snapshot', ref, []));
    }
    await client.ready;
    return client.guild(ref.guildId);
  }

  #load(): { readonly discord: Discord; readonly client: GuestClient } {
    if (!this.#loaded) {
      const discord = require(this.#discordPath) as Discord;
      const client = new GuestClient(discord, this.#link, this.#greeting, this.#heard);
      this.#loaded = { discord, client };
    }
    return this.#loaded;
  }
}
