import type { ConfigPlace, Context } from '@guildhall/sdk';
import type { GuildSettings } from '../../database/index.ts';
import { type CallOwner, type Frame, fullSight } from '../../discord/index.ts';
import type { GuildSettingsStore } from '../../guilds/index.ts';
import type { PluginVersion } from '../../plugins/types.ts';
import { LiveInstallation } from '../live-installation.ts';
import { type ContextParts, type ContextVariation, makeContext } from './make-context.ts';
import { placeOfArguments } from './place-of.ts';

/** The contexts of live installations, each in the language and the time zone of its guild. */
export class LiveContexts {
  readonly #parts: ContextParts;
  readonly #stored: GuildSettingsStore;
  /** Of guilds with something live. */
  readonly #settings = new Map<string, GuildSettings>();

  constructor(parts: ContextParts, settings: GuildSettingsStore) {
    this.#parts = parts;
    this.#stored = settings;
  }

  /** Before something becomes live in a guild. */
  async enter(guildId: string): Promise<void> {
    this.#settings.set(guildId, await this.#stored.get(guildId));
  }

  /** Nothing is live in the guild any more. */
  leave(guildId: string): void {
    this.#settings.delete(guildId);
  }

  changed(settings: GuildSettings, live: readonly LiveInstallation[]): void {
    const { guildId } = settings;
    if (!this.#settings.has(guildId)) return;
    this.#settings.set(guildId, settings);
    for (const each of live) each.forgetContext();
  }

  timezoneOf(guildId: string): string {
    return this.#settings.get(guildId)?.timezone ?? 'UTC';
  }

  of(live: LiveInstallation): Context {
    return live.context(this.#make);
  }

  /** In somebody's language, which is mostly the guild's. */
  in(live: LiveInstallation, language: string | undefined): Context {
    const guildLanguage = this.#settings.get(live.guildId)?.language;
    if (language === undefined || language === guildLanguage) return this.of(live);
    return this.make(live, { locale: language });
  }

  /** Where it happens is only asked for where it matters. */
  at(live: LiveInstallation, place: () => ConfigPlace): Context {
    const base = this.of(live);
    return live.differsByPlace ? live.contextAt(place(), base) : base;
  }

  /** Where something happened of which discord.js tells with these arguments. */
  atArguments(live: LiveInstallation, args: readonly unknown[]): Context {
    return this.at(live, () => {
      const members = this.#parts.bot.client.guilds.cache.get(live.guildId)?.members.cache;
      return placeOfArguments(args, (userId) => {
        const roles = members?.get(userId)?.roles.cache;
        return roles && [...roles.keys()];
      });
    });
  }

  make(live: LiveInstallation, variation: ContextVariation = {}): Context {
    const settings = this.#settings.get(live.guildId);
    if (!settings) throw new Error(`guild ${live.guildId} has live plugins but no settings`);
    return makeContext(this.#parts, live, settings, variation);
  }

  /** Of one that is no longer live. */
  async makeLast(live: LiveInstallation, owner: CallOwner): Promise<Context> {
    return makeContext(this.#parts, live, await this.#stored.get(live.guildId), { owner });
  }

  /** In whose name a configuration is checked, also before the plugin is enabled. */
  async forCheck(
    guildId: string,
    version: PluginVersion,
    known: LiveInstallation | undefined,
    locale: string,
  ): Promise<[CallOwner, Context]> {
    const plugin = await version.load();
    const live = known ?? new LiveInstallation({ guildId, version, plugin, config: {}, installedAt: 0 });
    const settings = await this.#stored.get(guildId);
    return [live.owner, makeContext(this.#parts, live, settings, { locale })];
  }

  /** What a frame says, as far as the plugin may know it. */
  seen(live: LiveInstallation, frame: Frame): unknown {
    const { sight } = live;
    return sight === fullSight ? frame.payload : frame.seenBy(sight, this.botId);
  }

  get botId(): string {
    const { bot } = this.#parts;
    return bot.client.user?.id ?? bot.applicationId;
  }

  readonly #make = (live: LiveInstallation): Context => this.make(live);
}
