import type { Service } from '@guildhall/sdk';
import type { LiveInstallation } from './live-installation.ts';

/** The enabled installations of this process. */
export class LiveRegistry {
  readonly #byGuild = new Map<string, Map<string, LiveInstallation>>();

  get(guildId: string, pluginId: string): LiveInstallation | undefined {
    return this.#byGuild.get(guildId)?.get(pluginId);
  }

  of(guildId: string): readonly LiveInstallation[] {
    return [...(this.#byGuild.get(guildId)?.values() ?? [])];
  }

  add(live: LiveInstallation): void {
    const of = this.#byGuild.get(live.guildId) ?? new Map<string, LiveInstallation>();
    of.set(live.pluginId, live);
    this.#byGuild.set(live.guildId, of);
  }

  remove(live: LiveInstallation): void {
    const of = this.#byGuild.get(live.guildId);
    if (of?.get(live.pluginId) !== live) return;
    of.delete(live.pluginId);
    if (of.size === 0) this.#byGuild.delete(live.guildId);
  }

  /** The enabled plugin of a guild that offers a service. */
  provider(guildId: string, serviceId: Service['id']): LiveInstallation | undefined {
    return this.of(guildId).find((live) => live.version.manifest.offers === serviceId);
  }

  guilds(): readonly string[] {
    return [...this.#byGuild.keys()];
  }

  all(): readonly LiveInstallation[] {
    return this.guilds().flatMap((guildId) => this.of(guildId));
  }
}
